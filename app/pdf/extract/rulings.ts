import { type Matrix, overlap, type Rect, transformRect } from '../geometry.ts';

/** Thin enough to be a line rather than an area, points. */
const THIN = 2;
const MAX_DOT = 8;
/** Against square time on drawings. */
const MAX_RULES = 4000;

/** Drawn lines that keep text apart, in the turned plane. */
export interface Rulings {
  readonly vertical: readonly Rect[];
  readonly horizontal: readonly Rect[];
  /** Painted areas: cells, boxes, buttons. */
  readonly areas: readonly Rect[];
  /** Small round or square ones: bullets that are drawn rather than written. */
  readonly dots: readonly Rect[];
}

export function rulingsOf(paths: readonly Rect[], toLocal: Matrix): Rulings {
  const vertical: Rect[] = [];
  const horizontal: Rect[] = [];
  const areas: Rect[] = [];
  const dots: Rect[] = [];
  for (const path of paths) {
    if (vertical.length + horizontal.length > MAX_RULES) break;
    const box = transformRect(toLocal, path);
    const [x0, y0, x1, y1] = box;
    const [width, height] = [x1 - x0, y1 - y0];
    if (Math.max(width, height) < MAX_DOT && Math.min(width, height) > 0.7 * Math.max(width, height) && width > 1) dots.push(box);
    else if (width >= 6 && height >= 6) {
      areas.push(box);
      vertical.push([x0, y0, x0, y1], [x1, y0, x1, y1]);
      horizontal.push([x0, y0, x1, y0], [x0, y1, x1, y1]);
    } else if (width < THIN && height > 4) vertical.push(box);
    else if (height < THIN && width > 4) horizontal.push(box);
  }
  return { vertical, horizontal, areas, dots };
}

/** Is a bullet drawn left of text that begins at `x` on the baseline `y`? */
export function bulletBefore({ dots }: Rulings, x: number, y: number, size: number): boolean {
  return dots.some((d) => d[2] <= x && x - d[2] < 2.5 * size && d[3] - d[1] < 0.7 * size && d[1] > y - 0.1 * size && d[3] < y + 0.8 * size);
}

/** Does a vertical line cross height `y` between `x0` and `x1`? */
export function dividedVertically({ vertical }: Rulings, x0: number, x1: number, y: number): boolean {
  return vertical.some((r) => r[0] >= x0 - 0.5 && r[0] <= x1 + 0.5 && r[1] - 1 <= y && r[3] + 1 >= y);
}

/**
 * Does a horizontal line lie between heights `low` and `high`, under a good part of x0…x1? A line close under the
 * upper text and no wider than it is that text's underline, and divides nothing.
 */
export function dividedHorizontally(
  { horizontal }: Rulings,
  low: number,
  high: number,
  [x0, x1]: readonly [number, number],
  upper: { x0: number; x1: number; size: number },
): boolean {
  return horizontal.some((r) => {
    if (r[1] <= low + 0.3 || r[1] >= high - 0.3 || overlap(r[0], r[2], x0, x1) <= 0.3 * (x1 - x0)) return false;
    const underline = high - r[1] < 0.3 * upper.size && r[0] > upper.x0 - 0.3 * upper.size && r[2] < upper.x1 + 0.3 * upper.size;
    return !underline;
  });
}
