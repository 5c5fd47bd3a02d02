import { overlap } from '../geometry.ts';
import type { Line } from './lines.ts';
import { startsWithMark } from './list-marks.ts';
import { dividedHorizontally, type Rulings } from './rulings.ts';

/** Lines that read on as one text. */
export interface Paragraph {
  readonly lines: Line[];
  x0: number;
  x1: number;
  /** Baseline to baseline of the first two lines. */
  leading: number;
}

/** Only the latest paragraphs can still go on: a page's columns, not its whole history. */
const LOOK_BACK = 80;

/** Lines farther apart than this many usual line distances belong to different texts, if the first one had room for more. */
const SET_APART = 1.12;

interface Beside {
  /** Where the next one to the right begins. */
  right: number;
  /** One of them is a number: this is a row of a table. */
  number: boolean;
}

interface Page {
  readonly rulings: Rulings;
  /** Lines that have others beside them. */
  readonly shared: ReadonlyMap<Line, Beside>;
  readonly usual: ReadonlyMap<number, number>;
  readonly all: readonly Line[];
}

function neighbours(lines: readonly Line[]): Map<Line, Beside> {
  const found = new Map<Line, Beside>();
  for (const [i, line] of lines.entries()) {
    // Lines are sorted by height: those beside this one stand close to it in the list.
    for (let j = i - 1; j >= 0 && isBeside(line, lines[j] as Line); j--) note(found, line, lines[j] as Line);
    for (let j = i + 1; j < lines.length && isBeside(line, lines[j] as Line); j++) note(found, line, lines[j] as Line);
  }
  return found;
}

const isBeside = (line: Line, other: Line) => Math.abs(other.y - line.y) < 0.3 * line.size;

function note(found: Map<Line, Beside>, line: Line, other: Line): void {
  const beside = found.get(line) ?? { right: Number.POSITIVE_INFINITY, number: false };
  if (other.x0 >= line.x1) beside.right = Math.min(beside.right, other.x0);
  if (!other.fixed && /\d/.test(other.text) && !/\p{L}{2}/u.test(other.text)) beside.number = true;
  found.set(line, beside);
}

/** The commonest distance from a line to the next one under it, by font size, where it is common enough to tell. */
function usualLeading(lines: readonly Line[]): Map<number, number> {
  const drops = new Map<number, Map<number, number>>();
  lines.forEach((line, i) => {
    const next = lines.slice(i + 1, i + 12).find((l) => line.y - l.y > 0.5 * line.size && overlap(l.x0, l.x1, line.x0, line.x1) > 0);
    const drop = next ? line.y - next.y : 0;
    if (!next || drop > 1.9 * line.size || Math.abs(next.size - line.size) > 0.05 * line.size) return;
    const bySize = drops.get(Math.round(line.size)) ?? new Map<number, number>();
    const step = Math.round(drop * 5) / 5;
    bySize.set(step, (bySize.get(step) ?? 0) + 1);
    drops.set(Math.round(line.size), bySize);
  });
  const usual = new Map<number, number>();
  for (const [size, counts] of drops) {
    const [step, count] = [...counts].toSorted((p, q) => q[1] - p[1])[0] ?? [0, 0];
    if (count >= 4) usual.set(size, step);
  }
  return usual;
}

/** Joins lines (top to bottom) to paragraphs. */
export function paragraphsOf(lines: readonly Line[], rulings: Rulings): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  const usual = usualLeading(lines);
  const shared = neighbours(lines);
  for (const line of lines) {
    let best: Paragraph | undefined;
    let bestDrop = Number.POSITIVE_INFINITY;
    for (let i = paragraphs.length - 1; i >= Math.max(0, paragraphs.length - LOOK_BACK); i--) {
      const candidate = paragraphs[i] as Paragraph;
      const drop = lastOf(candidate).y - line.y;
      if (drop < bestDrop && continues(candidate, line, drop, { rulings, shared, usual, all: lines })) {
        best = candidate;
        bestDrop = drop;
      }
    }
    if (best) {
      if (best.lines.length === 1) best.leading = bestDrop;
      best.lines.push(line);
      best.x0 = Math.min(best.x0, line.x0);
      best.x1 = Math.max(best.x1, line.x1);
    } else paragraphs.push({ lines: [line], x0: line.x0, x1: line.x1, leading: 0 });
  }
  return paragraphs;
}

function lastOf(paragraph: Paragraph): Line {
  return paragraph.lines.at(-1) as Line;
}

/** Is `line`, `drop` points under the last one, the paragraph's next line? */
function continues(paragraph: Paragraph, line: Line, drop: number, { rulings, shared, usual, all }: Page): boolean {
  const last = lastOf(paragraph);
  const { size } = line;
  if (line.fixed || last.fixed || last.leader) return false;
  if (drop <= 0.3 * size || drop > 1.9 * Math.max(size, last.size)) return false;
  if (Math.abs(size - last.size) > 0.12 * Math.max(size, last.size)) return false;
  if (paragraph.lines.length > 1 && Math.abs(drop - paragraph.leading) > 0.22 * size) return false;
  if (paragraph.lines.length === 1 && drop > SET_APART * (usual.get(Math.round(size)) ?? Number.POSITIVE_INFINITY)) {
    if (wouldHaveFitted(line, last, columnEdge(last, all) - last.x0)) return false;
  }
  const width = line.x1 - line.x0;
  if (overlap(line.x0, line.x1, paragraph.x0, paragraph.x1) < 0.3 * Math.min(width, paragraph.x1 - paragraph.x0)) return false;
  if (changesStyle(last, line)) return false;
  const span = [Math.max(line.x0, paragraph.x0), Math.min(line.x1, paragraph.x1)] as const;
  if (dividedHorizontally(rulings, line.y + 0.15 * size, span, last)) return false;
  if (startsItem(paragraph, line, last)) return false;
  return aligned(paragraph, line, last, drop, shared);
}

/** «**Name:** value»: every line begins bold and ends plain. */
function namesValue({ fragments }: Line): boolean {
  return fragments.at(0)?.run.font.bold === true && fragments.findLast((f) => f.text.trim() !== '')?.run.font.bold === false;
}

/** A small letter after a line that ends in one, or in a comma: the sentence goes on. */
function goesOn(last: Line, line: Line): boolean {
  return /[\p{Ll},]$/u.test(last.text) && /^\p{Ll}/u.test(line.text);
}

/** Do all of a line's words have one face or weight? */
function uniform({ fragments, main }: Line, trait: 'bold' | 'mono'): boolean {
  return fragments.every((f) => !/[\p{L}\p{N}]/u.test(f.text) || f.run.font[trait] === main.run.font[trait]);
}

/** All of one line is bold, or typewritten, or coloured, and all of the other is not; but a link in a sentence may fill a line. */
function changesStyle(last: Line, line: Line): boolean {
  if (namesValue(last) && namesValue(line)) return true;
  for (const trait of ['bold', 'mono'] as const) {
    const differs = line.main.run.font[trait] !== last.main.run.font[trait];
    if (differs && (trait === 'mono' || uniform(last, trait)) && uniform(line, trait)) return !(trait === 'mono' && goesOn(last, line));
  }
  return line.main.run.color !== last.main.run.color && line.fragments.length < 3 && !goesOn(last, line);
}

/** A list mark begins an item of its own, unless it is only a number that happens to begin a line of prose. */
function startsItem(paragraph: Paragraph, line: Line, last: Line): boolean {
  if (line.item) return true;
  if (!startsWithMark(line.text)) return false;
  const flush = Math.abs(line.x0 - paragraph.x0) < 0.6 * line.size;
  return !(/^\d/.test(line.text) && flush && last.text.length > 60 && paragraph.lines.length > 2 && !/[.:]$/.test(last.text));
}

function aligned(paragraph: Paragraph, line: Line, last: Line, drop: number, shared: Page['shared']): boolean {
  const { size } = line;
  const near = 0.6 * size;
  const left = Math.abs(line.x0 - paragraph.x0) < near;
  const right = Math.abs(line.x1 - paragraph.x1) < near;
  // Lines of one length that begin at one place are centred too, but only by chance.
  const centred = Math.abs(line.x0 - last.x0) > 0.3 * size && Math.abs(line.x0 + line.x1 - last.x0 - last.x1) < 1.2 * size;
  const indent = line.x0 - paragraph.x0;
  const single = paragraph.lines.length === 1;
  const full = line.x1 >= paragraph.x1 - 2 * size;
  const afterFirstIndent = single && indent < -near && indent > (full ? -4.5 : -2.5) * size;
  const hanging = single && indent > near && indent < 4 * size;
  if (!(left || afterFirstIndent || hanging || centred || (right && indent <= near))) return false;
  if ((left || centred) && wouldHaveFitted(line, last, Math.max(paragraph.x1 - paragraph.x0, line.x1 - line.x0))) return false;
  const inTable = [line, ...paragraph.lines].every((l) => l.x1 - l.x0 < 14 * size && shared.has(l));
  if (!inTable || !(left || right)) return true;
  if (drop > 1.35 * size || (shared.get(line)?.number && shared.get(last)?.number)) return false;
  const cell = Math.min(...[line, ...paragraph.lines].map((l) => shared.get(l)?.right ?? Number.POSITIVE_INFINITY)) - paragraph.x0 - size;
  return !(Number.isFinite(cell) && wouldHaveFitted(line, last, cell));
}

/** How far to the right text reaches that begins about where this line does, or hangs out a little. */
function columnEdge(line: Line, all: readonly Line[]): number {
  let edge = line.x1;
  for (const other of all) {
    const indent = line.x0 - other.x0;
    if (indent > -0.6 * line.size && indent < 4 * line.size && Math.abs(other.size - line.size) < 0.12 * line.size)
      edge = Math.max(edge, other.x1);
  }
  return edge;
}

/** Would the first word of `line` have fitted on the line before, `width` being available? Then somebody broke it there on purpose. */
function wouldHaveFitted(line: Line, last: Line, width: number): boolean {
  const perCharacter = (line.x1 - line.x0) / Math.max(1, line.text.length);
  const firstWord = ((line.text.split(' ')[0] as string).length + 1) * perCharacter;
  return last.x1 - last.x0 + firstWord < width - 0.5 * line.size;
}
