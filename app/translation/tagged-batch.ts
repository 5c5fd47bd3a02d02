import { readTagged, tagProblem } from '../text/tagged-text.ts';
import { askEngine } from './ask-engine.ts';
import type { TranslateOptions, TranslationEngine } from './engine.ts';
import { TranslationRefusedError } from './service-errors.ts';
import { hasLiterals, translateUntagged, untagged } from './untagged-texts.ts';

/**
 * One call's texts, checked: an answer whose tags are broken is asked for once more, then without tags, and comes back as
 * plain text in the block's main style. Where asking again is refused the first answer does, if it has what must be kept; if not,
 * that text is refused alone: the others are paid for. A text is never lost: an empty answer to a text that has letters refuses it.
 * Out: by position the translation, or why there is none.
 * @throws {TranslationError} beside what the engine throws: the wrong number of answers
 * @throws {TranslationRefusedError} beside what the engine throws: an empty answer
 */
export async function translateChecked(
  engine: TranslationEngine,
  texts: readonly string[],
  options: TranslateOptions,
): Promise<(string | TranslationRefusedError)[]> {
  if (!engine.tags) return translateUntagged(engine, texts, options);
  const sources = texts.map((text) => (readTagged(text) ? text : untagged(text)));
  const results = await askEngine(engine, sources, options);
  await repair(results, sources, (broken) => askEngine(engine, broken, options));
  await repair(results, sources, (broken) => translateUntagged(engine, broken, options));
  return results.map((result, index) => {
    const source = sources[index] ?? '';
    if (isGood(source, result)) return result;
    if (readTagged(result) && hasLiterals(source, result)) return untagged(result);
    return new TranslationRefusedError(`${engine.name} broke a text of ${source.length} characters and refused it when asked again`);
  });
}

const isGood = (source: string, translation: string): boolean => tagProblem(source, translation) === null;

async function repair(results: string[], sources: readonly string[], again: (broken: string[]) => Promise<string[]>): Promise<void> {
  // Already plain where it came from a second attempt: what is checked is whether a better one may be had.
  const broken = sources.flatMap((source, index) => (isGood(source, results[index] ?? '') ? [] : [index]));
  if (broken.length === 0) return;
  const answers = await orRefused(
    broken.map((index) => sources[index] ?? ''),
    again,
  );
  broken.forEach((index, position) => {
    results[index] = answers[position] ?? results[index] ?? '';
  });
}

/** Undefined for a text that the service refuses. It refuses whole requests: then each text is asked for once more, alone. */
async function orRefused(texts: string[], ask: (texts: string[]) => Promise<string[]>): Promise<(string | undefined)[]> {
  try {
    return await ask(texts);
  } catch (error) {
    if (!(error instanceof TranslationRefusedError)) throw error;
    if (texts.length === 1) return [undefined];
    const alone: (string | undefined)[] = [];
    for (const text of texts) alone.push(...(await orRefused([text], ask)));
    return alone;
  }
}
