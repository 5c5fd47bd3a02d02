import { readTagged, tagProblem } from '../text/tagged-text.ts';
import { askEngine } from './ask-engine.ts';
import type { TranslateOptions, TranslationEngine } from './engine.ts';
import { translateUntagged, untagged } from './untagged-texts.ts';

/**
 * One call's texts, checked: an answer whose tags are broken is asked for once more, then without tags, and comes back as
 * plain text in the block's main style. A text is never lost: an empty answer to a text that has letters refuses it.
 * @throws {TranslationError} beside what the engine throws: the wrong number of answers
 * @throws {TranslationRefusedError} beside what the engine throws: an empty answer
 */
export async function translateChecked(engine: TranslationEngine, texts: readonly string[], options: TranslateOptions): Promise<string[]> {
  const askUntagged = (asked: readonly string[]) => translateUntagged(engine, asked, options);
  if (!engine.tags) return askUntagged(texts);
  const sources = texts.map((text) => (readTagged(text) ? text : untagged(text)));
  const results = await askEngine(engine, sources, options);
  await repair(results, sources, (broken) => askEngine(engine, broken, options));
  await repair(results, sources, askUntagged);
  return results.map((result, index) => (isGood(sources[index] ?? '', result) ? result : untagged(result)));
}

const isGood = (source: string, translation: string): boolean => tagProblem(source, translation) === null;

async function repair(results: string[], sources: readonly string[], again: (broken: string[]) => Promise<string[]>): Promise<void> {
  // Already plain where it came from a second attempt: what is checked is whether a better one may be had.
  const broken = sources.flatMap((source, index) => (isGood(source, results[index] ?? '') ? [] : [index]));
  if (broken.length === 0) return;
  const answers = await again(broken.map((index) => sources[index] ?? ''));
  broken.forEach((index, position) => {
    results[index] = answers[position] ?? '';
  });
}
