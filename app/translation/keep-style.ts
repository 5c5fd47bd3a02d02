import { type Run, readTagged, writeTagged } from '../text/tagged-text.ts';
import { joinNeighbours } from './join-neighbours.ts';

/**
 * Tagged text and what a person made of it → the new text, where words of a style that are still there, to the letter and in
 * the old order, keep it. The rest has the block's main style.
 */
export function keepStyle(tagged: string, edited: string): string {
  const runs = readTagged(tagged) ?? [];
  const kept: Run[] = [];
  let rest = edited;
  for (const run of runs) {
    const words = run.text.trim();
    if (run.span === undefined || words === '') continue;
    const at = wholeWords(rest, words);
    if (at < 0) continue;
    kept.push({ text: rest.slice(0, at) }, { ...run, text: words });
    rest = rest.slice(at + words.length);
  }
  return writeTagged(joinNeighbours([...kept, { text: rest }]));
}

/** Where `words` stand in `text` and are not the middle of longer words; −1 where they do not. */
function wholeWords(text: string, words: string): number {
  const isWord = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const inside = (isWord(text[at - 1]) && isWord(words[0])) || (isWord(words.at(-1)) && isWord(text[at + words.length]));
    // A footnote mark touches its word by right.
    if (!inside || /^\d+$/.test(words)) return at;
  }
  return -1;
}
