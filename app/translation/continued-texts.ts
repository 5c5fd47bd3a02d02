import { mendBreak, vocabularyOf } from '../text/hyphens.ts';
import { plainText, type Run, readTagged, sliceRuns, tagProblem, writeTagged } from '../text/tagged-text.ts';
import { joinNeighbours } from './join-neighbours.ts';
import type { TranslationRefusedError } from './service-errors.ts';

/** A tagged text whose last sentence may go on in another one. */
export interface ContinuedText {
  readonly id: string;
  readonly tagged: string;
  /** Id of that other text. */
  readonly continuedIn?: string | null | undefined;
}

/** What must not be lost when an answer is cut: how far from its place a cut may be, as a share of the whole answer. */
const FARTHEST_CUT = 0.2;
/** Together they are one text to an engine: longer ones would reach its limits. */
const MOST_TOGETHER = 4;

/** Texts that are translated as one: each with those that its sentences go on in, in order; every text once. */
export function passagesOf<T extends ContinuedText>(texts: readonly T[]): T[][] {
  const byId = new Map(texts.map((text) => [text.id, text]));
  const taken = new Set<string>();
  const following = new Set(texts.map(({ continuedIn }) => continuedIn).filter((id) => byId.has(id ?? '')));
  const passages: T[][] = [];
  for (const first of [...texts.filter(({ id }) => !following.has(id)), ...texts]) {
    for (let text: T | undefined = first; text && !taken.has(text.id); ) {
      const passage: T[] = [];
      for (; text && !taken.has(text.id) && passage.length < MOST_TOGETHER; text = byId.get(text.continuedIn ?? '')) {
        passage.push(text);
        taken.add(text.id);
      }
      passages.push(passage);
    }
  }
  const place = new Map(texts.map(({ id }, index) => [id, index]));
  return passages.toSorted((a, b) => (place.get(a[0]?.id ?? '') ?? 0) - (place.get(b[0]?.id ?? '') ?? 0));
}

/** One tagged text of several; words broken between them are whole, and their styles have numbers of their own. Undefined where tags are not well formed. */
export function joined(parts: readonly string[]): string | undefined {
  const all: Run[] = [];
  let styles = 0;
  for (const part of parts) {
    const runs = readTagged(part);
    if (!runs) return undefined;
    const before = all.pop();
    if (before) {
      const [text, next] = [before.text.trimEnd(), plainText(part)];
      const mended = mendBreak(text, next, vocabularyOf([{ text: all.map((run) => run.text).join('') + text }, { text: next }]));
      all.push({ ...before, text: mended.text });
      if (mended.spaced) all.push({ text: ' ' });
    }
    const first = styles;
    for (const run of runs) {
      all.push(run.span === undefined ? run : { ...run, span: run.span + first });
      styles = Math.max(styles, (run.span ?? 0) + first);
    }
  }
  return styles > 999 ? undefined : writeTagged(joinNeighbours(all));
}

/**
 * A translation of `joined(parts)` as one text for each part: cut between words, where as much of it is behind as of the parts, or as
 * near to that as every part keeps its own styles. Undefined where there is no such cut.
 */
export function parted(parts: readonly string[], translation: string): string[] | undefined {
  if (translation === joined(parts)) return [...parts];
  const [first = '', ...others] = parts;
  if (others.length === 0) return tagProblem(first, translation) === null ? [translation] : undefined;
  const runs = readTagged(translation);
  if (!runs) return undefined;
  const text = plainText(translation);
  const lengths = parts.map((part) => plainText(part).length);
  const goal = (text.length * (lengths[0] ?? 0)) / lengths.reduce((sum, length) => sum + length, 0);
  const styles = Math.max(0, ...(readTagged(first) ?? []).map(({ span = 0 }) => span));
  const cuts = [...text.matchAll(/\s+/g)]
    .map(({ index, 0: space }) => ({ from: index, to: index + space.length }))
    .filter(({ from, to }) => from > 0 && to < text.length && Math.abs(from - goal) <= FARTHEST_CUT * text.length)
    .toSorted((a, b) => Math.abs(a.from - goal) - Math.abs(b.from - goal));
  for (const { from, to } of cuts) {
    const before = writeTagged(joinNeighbours(sliceRuns(runs, 0, from)));
    const behind = sliceRuns(runs, to, text.length).map((run) => (run.span === undefined ? run : { ...run, span: run.span - styles }));
    if (behind.some(({ span = 1 }) => span < 1) || tagProblem(first, before) !== null) continue;
    const rest = parted(others, writeTagged(joinNeighbours(behind)));
    if (rest) return [before, ...rest];
  }
  return undefined;
}

export interface TranslatedText {
  readonly tagged: string;
  /** Glossary terms of the source that the translation lacks. */
  readonly missedTerms: readonly string[];
  /** Why there is no translation: the service refused the text, which stays as it was. */
  readonly refusal?: TranslationRefusedError | undefined;
}

/**
 * Translates each passage as one text, so that an engine sees whole sentences, and gives its texts their parts, by id. A passage whose answer
 * cannot be cut, or that is refused, is translated text by text. `translate`: tagged texts → translations, same length and order.
 */
export async function translatePassages<T extends ContinuedText>(
  passages: readonly (readonly T[])[],
  translate: (texts: readonly string[]) => Promise<readonly TranslatedText[]>,
): Promise<Map<string, TranslatedText>> {
  const answers = new Map<string, TranslatedText>();
  const whole = passages.map((passage) => ({
    passage,
    text: passage.length === 1 ? passage[0]?.tagged : joined(passage.map(({ tagged }) => tagged)),
  }));
  const asked = whole.flatMap(({ passage, text }) => (text === undefined ? [] : [{ passage, text }]));
  const results = await translate(asked.map(({ text }) => text));
  for (const [i, { passage }] of asked.entries()) {
    const { tagged = '', missedTerms = [], refusal } = results[i] ?? {};
    if (refusal && passage.length > 1) continue;
    const parts =
      passage.length === 1
        ? [tagged]
        : parted(
            passage.map((text) => text.tagged),
            tagged,
          );
    for (const [k, text] of (parts ? passage : []).entries())
      answers.set(text.id, { tagged: parts?.[k] ?? '', missedTerms: own(text, missedTerms, passage), refusal });
  }
  const alone = passages.flat().filter(({ id }) => !answers.has(id));
  if (alone.length === 0) return answers;
  const others = await translate(alone.map(({ tagged }) => tagged));
  for (const [i, { id, tagged }] of alone.entries()) answers.set(id, others[i] ?? { tagged, missedTerms: [] });
  return answers;
}

/** Of a passage's terms those that this text has; a term broken between texts is the first one's. */
function own(text: ContinuedText, terms: readonly string[], passage: readonly ContinuedText[]): string[] {
  const has = ({ tagged }: ContinuedText, term: string) => plainText(tagged).toLowerCase().includes(term.toLowerCase());
  return terms.filter((term) => has(text, term) || (text === passage[0] && !passage.some((other) => has(other, term))));
}
