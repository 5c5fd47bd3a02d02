import { readTagged, writeTagged } from '../text/tagged-text.ts';
import type { TranslationEngine } from './engine.ts';
import { createRewritingEngine } from './rewriting-engine.ts';

const PLAIN = 'acdeghijklnorstuwyzACDEGHIJKLNORSTUWYZ';
const ACCENTED = 'áçďéğĥíĵķĺñöŕšťüŵýžÁÇĎÉĞĤÍĴĶĹÑÖŔŠŤÜŴÝŽ';
const accents = new Map([...PLAIN].map((letter, index) => [letter, [...ACCENTED][index] ?? letter]));
const PADDING = 'ž';

/**
 * Marked text of 1.2 × the length, from letters that every Latin font has: each word differs from its source, so that
 * source text left behind in a document is found, and the line is as much longer as a real translation tends to be.
 */
export function pseudoTranslate(text: string): string {
  const wanted = Math.round([...text].length * 1.2);
  let budget = wanted - [...text].length;
  const pieces = text.split(/(\p{L}+)/u);
  const words = pieces.flatMap((_piece, index) => (index % 2 === 1 ? [index] : []));
  const marked = pieces.map((piece, index) =>
    index % 2 === 1 ? [...piece].map((letter) => accents.get(letter) ?? letter).join('') : piece,
  );
  // A word without an accentable letter ("mm") would stay as it was: it is padded first, whatever the budget.
  for (const index of words) {
    if (marked[index] === pieces[index]) {
      marked[index] += PADDING;
      budget--;
    }
  }
  // Error diffusion by word length, so that long words grow more and the padding spreads over the whole line.
  const letters = words.reduce((sum, index) => sum + [...(pieces[index] ?? '')].length, 0);
  let seen = 0;
  let spent = 0;
  for (const index of words) {
    seen += [...(pieces[index] ?? '')].length;
    const due = Math.max(0, Math.round((budget * seen) / letters)) - spent;
    marked[index] += PADDING.repeat(Math.max(0, due));
    spent += Math.max(0, due);
  }
  return marked.join('');
}

function pseudoTagged(tagged: string): string {
  const runs = readTagged(tagged) ?? [{ text: tagged }];
  return writeTagged(runs.map((run) => (run.keep ? run : { ...run, text: pseudoTranslate(run.text) })));
}

/** Pseudo-localisation: readable, visibly changed, longer. */
export const createPseudoEngine = (): TranslationEngine => createRewritingEngine('pseudo', pseudoTagged);
