import { plainTranslation } from '../translations.ts';
import { onPage } from './boxes.ts';
import type { Comparison } from './types.ts';

/** Comparable words: compatibility forms (ligatures, full-width) resolved, lower case, two characters or more. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]{2,}/gu) ?? []
  );
}

/** Per page and with multiplicity: how many of the words written are read again. */
export function wordRecall({ source, output, rendered, translations }: Comparison): number | null {
  const pageOf = new Map(source.map((b) => [b.id, b.page]));
  const written = rendered.flatMap(({ id }) => wordsOfPage(pageOf.get(id), plainTranslation(translations[id])));
  if (written.length === 0) return null;
  const read = count(output.flatMap((b) => wordsOfPage(b.page, b.text)));
  let found = 0;
  for (const word of written) {
    const left = read.get(word) ?? 0;
    if (left > 0) {
      found++;
      read.set(word, left - 1);
    }
  }
  return found / written.length;
}

/** The share of `wordsToGo` that is still in `outputText`; null when there are none. */
export function residualSource(comparison: Comparison, sourcePages: readonly string[], outputText: string): number | null {
  const gone = wordsToGo(comparison, sourcePages);
  const present = new Set(wordsOf(outputText));
  return gone.size === 0 ? null : [...gone].filter((w) => present.has(w)).length / gone.size;
}

/**
 * The different words (four letters or more) of blocks that were written anew, without those that stand in a
 * translation or in text that was kept: they belong there. `sourcePages` is all that another program reads on each page of the
 * source: what it reads more often than it stands in blocks was kept, too, such as letters that are not decoded, or what somebody filled in.
 */
export function wordsToGo({ source, rendered, translations }: Comparison, sourcePages: readonly string[]): Set<string> {
  const written = new Set(rendered.map((r) => r.id));
  const words = (blocks: Comparison['source']) => blocks.flatMap((b) => wordsOf(b.text));
  const gone = new Set(words(source.filter((b) => written.has(b.id))).filter((w) => w.length >= 4 && /\p{L}/u.test(w)));
  for (const word of words(source.filter((b) => !written.has(b.id)))) gone.delete(word);
  for (const { id } of rendered) for (const word of wordsOf(plainTranslation(translations[id]))) gone.delete(word);
  const inBlocks = count(source.filter(onPage).flatMap((b) => wordsOfPage(b.page, b.text)));
  const shown = sourcePages.flatMap((text, i) => wordsOfPage(i + 1, text));
  for (const [word, times] of count(shown)) if (times > (inBlocks.get(word) ?? 0)) gone.delete(word.slice(word.indexOf(' ') + 1));
  return gone;
}

const wordsOfPage = (page: number | undefined, text: string) => wordsOf(text).map((word) => `${page} ${word}`);

function count(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
