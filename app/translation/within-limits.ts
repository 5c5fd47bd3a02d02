import { plainText, writeTagged } from '../text/tagged-text.ts';
import { type EngineLimits, MAX_BATCH } from './engine.ts';

/** Consecutive texts in batches within the limits; a text that is too long for any call is a batch of its own. */
export function batchesOf(texts: readonly string[], { textsPerCall, charactersPerCall }: EngineLimits): string[][] {
  const batches: string[][] = [];
  let characters = Number.POSITIVE_INFINITY;
  for (const text of texts) {
    const last = batches.at(-1);
    if (!last || last.length >= Math.min(textsPerCall, MAX_BATCH) || characters + text.length > charactersPerCall) {
      batches.push([text]);
      characters = text.length;
    } else {
      last.push(text);
      characters += text.length;
    }
  }
  return batches;
}

/** Escaped sentences with their spaces; one that is too long itself is cut at spaces, then anywhere. */
export function sentencesOf(tagged: string, language: string, limit: number): string[] {
  const sentences = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(plainText(tagged));
  // Escaping makes a text up to five times as long.
  const most = Math.max(1, Math.floor(limit / 5));
  const cut = new RegExp(`.{1,${most}}(?:\\s|$)|.{1,${most}}`, 'gs');
  return [...sentences].flatMap(({ segment }) => segment.match(cut) ?? []).map((text) => writeTagged([{ text }]));
}
