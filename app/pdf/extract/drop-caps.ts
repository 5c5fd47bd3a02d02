import type { Fragment } from './fragments.ts';
import type { Line } from './lines.ts';

/** A first letter that is as high as several lines, which begin right of it. */
export interface DropCap {
  readonly fragment: Fragment;
  /** How many lines stand beside it. */
  readonly lines: number;
  /** From the letter to the text, points. */
  readonly gap: number;
}

/** A letter at least this many times the size of the text beside it. */
const LEAST_SIZE = 1.8;
/** Its top is the first line's: capitals are about this high. */
const CAP_HEIGHT = 0.72;

/**
 * Puts such letters into the line that they begin. Lines beside one begin, for all that judges indents, where it begins.
 */
export function withDropCaps(lines: readonly Line[]): Line[] {
  let result = [...lines];
  for (const cap of lines) {
    if (!/^[«“„"']?\p{Lu}$/u.test(cap.text) || cap.fragments.length > 2) continue;
    const tops = lines.filter((line) => standsBeside(cap, line, 0.4)).toSorted((p, q) => q.y - p.y);
    const first = tops[0];
    // A letter keeps the line below it away too, where its box reaches so far.
    const below = lines.filter(
      (line) => first && !tops.includes(line) && standsBeside(cap, line, 1.6) && Math.abs(line.x0 - first.x0) < 0.5,
    );
    const beside = [...tops, ...below];
    const fragment = cap.main;
    if (!first || tops.length < 2 || Math.abs(top(cap) - top(first)) > 0.35 * first.size) continue;
    const dropCap: DropCap = { fragment, lines: beside.length, gap: Math.max(0, first.x0 - cap.x1) };
    const joined = new Map(beside.map((line) => [line, { ...line, x0: cap.x0 }]));
    joined.set(first, { ...first, x0: cap.x0, text: cap.text + first.text, fragments: [...cap.fragments, ...first.fragments], dropCap });
    result = result.filter((line) => line !== cap).map((line) => joined.get(line) ?? line);
  }
  return result.toSorted((p, q) => q.y - p.y || p.x0 - q.x0);
}

const top = ({ y, size }: Line) => y + CAP_HEIGHT * size;

/** `reach`: how far below the letter's baseline, in sizes of the line. */
function standsBeside(cap: Line, line: Line, reach: number): boolean {
  if (cap.size < LEAST_SIZE * line.size || line.fixed) return false;
  const gap = line.x0 - cap.x1;
  return gap > -0.3 * line.size && gap < 1.5 * line.size && line.y > cap.y - reach * line.size && line.y < top(cap);
}
