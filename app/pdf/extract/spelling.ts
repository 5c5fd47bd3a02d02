import type { Line } from './lines.ts';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * The paragraph's text: lines joined, words broken at a line's end put together. A hyphen goes only where a lower-case
 * letter follows and the parts are letters; «well-» / «known» keeps none either, as nothing tells the two apart.
 */
export function joinLines(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) {
    const next = line.trim();
    if (/\p{L}\p{L}[-\u00ad\u2010]$/u.test(text) && /^\p{Ll}/u.test(next)) text = text.slice(0, -1) + next;
    else text += (text === '' ? '' : ' ') + next;
  }
  return text;
}

/** The line's text, small raised digits (footnote marks, squares) as superscript digits. */
export function spellLine(line: Line): string {
  if (!line.fragments.some((f) => raisedDigits(line, f))) return line.text;
  let text = '';
  let x1 = line.x0;
  for (const f of line.fragments) {
    const raised = raisedDigits(line, f);
    if (f.x0 - x1 > 0.13 * line.size && !raised && !/\s$/.test(text) && !/^\s/.test(f.text)) text += ' ';
    text += raised ? [...f.text.trim()].map((c) => SUPERSCRIPTS[Number(c)]).join('') : f.text;
    x1 = Math.max(x1, f.x1);
  }
  return text.replace(/\s+/g, ' ').trim();
}

function raisedDigits(line: Line, { text, size, y }: Line['main']): boolean {
  return /^\s*\d+\s*$/.test(text) && size < 0.8 * line.size && y - line.y > 0.15 * line.size;
}
