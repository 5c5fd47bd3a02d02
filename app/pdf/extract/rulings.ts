import { type Matrix, overlap, type Rect, transformRect } from '../geometry.ts';
import type { PaintedPath } from './painted-paths.ts';

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
  /** Thin horizontal lines that an operator of their own paints: they may be underlines. */
  readonly rules: readonly Rule[];
}

export interface Rule {
  /** Of the path-painting operator. */
  readonly id: string;
  readonly rect: Rect;
  /** `#rrggbb` */
  readonly color: string;
}

export function rulingsOf(paths: readonly PaintedPath[], toLocal: Matrix): Rulings {
  const vertical: Rect[] = [];
  const horizontal: Rect[] = [];
  const areas: Rect[] = [];
  const dots: Rect[] = [];
  const rules: Rule[] = [];
  const askew = Math.min(Math.abs(toLocal[0]), Math.abs(toLocal[1])) > 0.001;
  for (const path of paths) {
    if (vertical.length + horizontal.length > MAX_RULES) break;
    const box = transformRect(toLocal, path.rect);
    const [x0, y0, x1, y1] = box;
    const [width, height] = [x1 - x0, y1 - y0];
    if (Math.max(width, height) < MAX_DOT && Math.min(width, height) > 0.7 * Math.max(width, height) && width > 1) dots.push(box);
    else if (width >= 6 && height >= 6) {
      // An upright box around something askew, or turned askew itself, is larger than what is painted.
      if (askew) continue;
      areas.push(box);
      vertical.push([x0, y0, x0, y1], [x1, y0, x1, y1]);
      horizontal.push([x0, y0, x1, y0], [x0, y1, x1, y1]);
    } else if (width < THIN && height > 4) vertical.push(box);
    else if (height < THIN && width > 1) {
      if (width > 4) horizontal.push(box);
      if (path.alone) rules.push({ id: path.id, rect: box, color: path.color });
    }
  }
  return { vertical, horizontal, areas, dots, rules };
}

/** Is a bullet drawn left of text that begins at `x` on the baseline `y`? */
export function bulletBefore({ dots }: Rulings, x: number, y: number, size: number): boolean {
  return dots.some((d) => d[2] <= x && x - d[2] < 2.5 * size && d[3] - d[1] < 0.7 * size && d[1] > y - 0.1 * size && d[3] < y + 0.8 * size);
}

/** Does a vertical line cross height `y` between `x0` and `x1`? */
export function dividedVertically({ vertical }: Rulings, x0: number, x1: number, y: number): boolean {
  return vertical.some((r) => r[0] >= x0 - 0.5 && r[0] <= x1 + 0.5 && r[1] - 1 <= y && r[3] + 1 >= y);
}

interface Underlined {
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly size: number;
}

/** Is a horizontal line close under a text, and no wider than it? */
function underlines(rule: Rect, { x0, x1, y, size }: Underlined): boolean {
  return rule[1] < y && y - rule[1] < 0.36 * size && rule[0] > x0 - 0.3 * size && rule[2] < x1 + 0.3 * size;
}

/** Lines drawn under a text or through it. */
export function rulesOn(rules: readonly Rule[], text: Underlined): Rule[] {
  return rules.filter(({ rect }) => underlines(rect, text) || strikes(rect, text));
}

function strikes(rule: Rect, { x0, x1, y, size }: Underlined): boolean {
  return rule[1] > y + 0.12 * size && rule[3] < y + 0.45 * size && rule[0] > x0 - 0.3 * size && rule[2] < x1 + 0.3 * size;
}

/** Does a horizontal line lie between the text `upper` and the height `low`, under a good part of x0…x1? An underline divides nothing. */
export function dividedHorizontally({ horizontal }: Rulings, low: number, [x0, x1]: readonly [number, number], upper: Underlined): boolean {
  return horizontal.some((r) => {
    if (r[1] <= low + 0.3 || r[1] >= upper.y - 0.3 || overlap(r[0], r[2], x0, x1) <= 0.3 * (x1 - x0)) return false;
    return !underlines(r, upper);
  });
}
