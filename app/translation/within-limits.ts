import { readTagged, sliceRuns, writeTagged } from '../text/tagged-text.ts';
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

/**
 * Sentences with their spaces, as tagged texts of at most `limit` characters; one that is longer is cut at a space, or where
 * there is none anywhere. Styles are dropped; what must be kept stays marked, and whole but for the last resort.
 */
export function sentencesOf(tagged: string, language: string, limit: number): string[] {
  const runs = (readTagged(tagged) ?? [{ text: tagged }]).map((run) => (run.keep ? run : { text: run.text }));
  // What must be kept stands as one word here: no sentence ends in it, and no space is in it.
  const words = runs.map(({ text, keep }) => (keep ? 'x'.repeat(text.length) : text)).join('');
  const cut = (from: number, to: number): string[] => {
    const text = writeTagged(sliceRuns(runs, from, to));
    if (text.length <= limit || to - from < 2) return [text];
    const half = Math.floor((from + to) / 2);
    const spaces = [words.lastIndexOf(' ', half - 1), words.indexOf(' ', half)];
    const middle = spaces.map((at) => at + 1).find((at) => at > from && at < to) ?? half;
    return [...cut(from, middle), ...cut(middle, to)];
  };
  const sentences = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(words);
  return [...sentences].flatMap(({ index, segment }) => cut(index, index + segment.length));
}
