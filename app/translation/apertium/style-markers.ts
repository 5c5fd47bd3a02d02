import type { Run } from '../../text/tagged-text.ts';

/**
 * Inside this engine a style begins with U+F0000 + its number and ends with U+F0000: one private character each, so that
 * texts can be cut, trimmed and put in capitals as if there were no styles. Such characters of the text itself are literals.
 */
const BASE = 0xf0000;
const MARKER = /([\u{F0000}-\u{F03E7}])/u;

export const openStyle = (span: number): string => String.fromCodePoint(BASE + span);
export const CLOSE_STYLE: string = String.fromCodePoint(BASE);

/** The words of a run between markers; its margins stay outside, as a style is a matter of words to Apertium. */
export function markStyle(text: string, span: number | undefined): string {
  const words = text.trim();
  if (span === undefined || words === '') return text;
  const from = text.indexOf(words);
  return text.slice(0, from) + openStyle(span) + words + CLOSE_STYLE + text.slice(from + words.length);
}

/** Number of the style that a marker begins, 0 for one that ends it; undefined for any other character. */
export function markerNumber(character: string): number | undefined {
  return MARKER.test(character) ? (character.codePointAt(0) ?? BASE) - BASE : undefined;
}

/** Marked text → runs. Words of one style with nothing but a space between them are one run again. */
export function runsOf(marked: string): Run[] {
  const runs: Run[] = [];
  let span: number | undefined;
  for (const piece of marked.split(MARKER)) {
    const number = markerNumber(piece);
    if (number !== undefined) span = number === 0 ? undefined : number;
    else if (piece !== '') runs.push(span === undefined ? { text: piece } : { text: piece, span });
  }
  return joinStyles(runs);
}

function joinStyles(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const space = joined.at(-1);
    const before = joined.at(-2);
    const apart = run.span !== undefined && before?.span === run.span && space?.span === undefined && /^\s+$/.test(space?.text ?? '');
    if (apart) joined.splice(-2, 2, { ...run, text: `${before.text}${space?.text}${run.text}` });
    else joined.push(run);
  }
  return joined;
}
