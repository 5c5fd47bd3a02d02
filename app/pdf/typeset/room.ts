import type { Rulings } from '../extract/rulings.ts';
import { overlap, type Rect } from '../geometry.ts';
import type { Alignment } from '../types.ts';

/** How far a block's text may reach beyond its old place, in points. */
export interface Room {
  readonly left: number;
  readonly right: number;
  readonly below: number;
}

interface Surroundings {
  /** Text that stays or is written elsewhere, images. */
  readonly obstacles: readonly Rect[];
  readonly rulings: Rulings;
  /** Between which x the page's text stands. */
  readonly margins: readonly [left: number, right: number];
  /** The page's lower edge. */
  readonly bottom: number;
}

/** `rect` in the turned plane of its text; `size` of its font; `gap` (ems) that it keeps from text beside it; from a drawn line 4 points per em of it. */
export function roomAround(
  rect: Rect,
  size: number,
  align: Alignment,
  multiLine: boolean,
  { obstacles, rulings, margins, bottom }: Surroundings,
  gap: number,
): Room {
  const [x0, y0, x1, y1] = rect;
  let right = Math.max(margins[1], x1);
  let left = Math.min(margins[0], x0);
  let below = bottom;
  for (const other of obstacles) {
    if (other === rect) continue;
    if (overlap(other[1], other[3], y0, y1) > 0) {
      if (other[0] >= x1 - 1) right = Math.min(right, other[0] - gap * size);
      if (other[2] <= x0 + 1) left = Math.max(left, other[2] + gap * size);
    }
    if (overlap(other[0], other[2], x0, x1) > 0 && other[3] <= y0 + 0.3 * size) below = Math.max(below, other[3]);
  }
  for (const line of rulings.vertical) {
    if (overlap(line[1], line[3], y0, y1) <= 0) continue;
    if (line[0] >= x1 - 1) right = Math.min(right, line[0] - 4 * gap);
    if (line[2] <= x0 + 1) left = Math.max(left, line[2] + 4 * gap);
  }
  for (const line of rulings.horizontal) {
    if (overlap(line[0], line[2], x0, x1) > 0 && line[1] < y0 + 0.15 * size) below = Math.max(below, line[3]);
  }
  const free = y0 - below;
  const most = 1.5 * size;
  const toRight = Math.max(0, right - x1);
  const toLeft = Math.max(0, x0 - left);
  return {
    left: align === 'right' ? toLeft : align === 'center' ? Math.min(toLeft, toRight) : 0,
    right: align === 'left' ? (multiLine ? Math.min(toRight, most) : toRight) : align === 'center' ? Math.min(toLeft, toRight) : 0,
    below: free > 3 ? Math.max(0, Math.min(free - 0.3 * size, 1.3 * size)) : 0,
  };
}
