import { requireShare } from './quantile.ts';
import { median, midRanks } from './ranks.ts';

/** A step can be told from noise only with some values on both sides of it. */
const LEAST_ON_EACH_SIDE = 5;

export interface ChangePoint {
  /** Index of the first value after the change. */
  readonly index: number;
  readonly pValue: number;
  /** Medians of the stretches on either side, up to the next change or the end. */
  readonly before: number;
  readonly after: number;
}

/**
 * Where the level of a series (runs in order of time) changed: Pettitt's rank test ("A Non-Parametric Approach to the Change-Point Problem",
 * Applied Statistics 28, 1979) on the whole, then on both parts of what it divides (binary segmentation; Vostrikova 1981), until no part shows a
 * change at `alpha`. Single outliers are no change; neither are steps with fewer than 5 values on a side. Short series have none.
 */
export function changePoints(values: readonly number[], alpha = 0.01): ChangePoint[] {
  requireShare('alpha', alpha);
  const found = divide(values, 0, alpha).sort((one, other) => one.index - other.index);
  const bounds = [0, ...found.map(({ index }) => index), values.length];
  return found.map((point, place) => ({
    ...point,
    before: median(values.slice(bounds[place], point.index)),
    after: median(values.slice(point.index, bounds[place + 2])),
  }));
}

function divide(values: readonly number[], offset: number, alpha: number): { index: number; pValue: number }[] {
  const { index, pValue } = pettitt(values);
  if (pValue > alpha || index < LEAST_ON_EACH_SIDE || values.length - index < LEAST_ON_EACH_SIDE) return [];
  return [
    { index: offset + index, pValue },
    ...divide(values.slice(0, index), offset, alpha),
    ...divide(values.slice(index), offset + index, alpha),
  ];
}

/** The likeliest single change: the first index after it, Pettitt's K, and his approximate p = 2 exp(−6K² / (n³ + n²)), good below 0.5. */
export function pettitt(values: readonly number[]): { index: number; k: number; pValue: number } {
  const total = values.length;
  const { ranks } = midRanks(values);
  let running = 0;
  let best = { index: 0, k: 0 };
  for (let index = 1; index < total; index += 1) {
    running += 2 * (ranks[index - 1] as number) - (total + 1);
    if (Math.abs(running) > best.k) best = { index, k: Math.abs(running) };
  }
  return { ...best, pValue: total === 0 ? 1 : Math.min(1, 2 * Math.exp((-6 * best.k ** 2) / (total ** 3 + total ** 2))) };
}
