import type { ReportClause } from '../contract/index.ts';

/** Where values lie on the line that a measurement is drawn on. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly kind: 'linear' | 'log';
  /** Whether the line starts away from zero, so that a small distance to the limit can be seen. */
  readonly zoomed: boolean;
  /** Position of a value in percent of the line, within 0 and 100. */
  at(value: number): number;
}

/** On which side of the limit it is good to be. */
export type GoodSide = 'below' | 'above';

/** The side that a clause's own direction names; without one, what its words say. "exactly" has no side. */
export function goodSideOf({ direction, threshold }: Pick<ReportClause, 'direction' | 'threshold'>): GoodSide | undefined {
  if (direction === 'at-most') return 'below';
  if (direction === 'at-least') return 'above';
  return direction === 'exactly' ? undefined : goodSide(threshold);
}

/** Reads the side off the words that people read: "p95 < 2 s" is good below, "≥ 90 %" above; unclear words give nothing. */
export function goodSide(threshold: string): GoodSide | undefined {
  const below = /<|≤|\b(at most|below|under|no more than|less than|up to)\b/i.test(threshold);
  const above = />|≥|\b(at least|above|over|more than)\b/i.test(threshold.replace(/no more than/gi, ''));
  if (below === above) return undefined;
  return below ? 'below' : 'above';
}

const LOG_FROM_RATIO = 25;
const ZOOM_BELOW_SPREAD = 0.25;

/** A line that holds all `values` (measurement, interval, limit) with air around; `ceiling` is a value that cannot be exceeded, such as 100 %. */
export function scaleFor(values: readonly number[], ceiling = Number.POSITIVE_INFINITY): Scale {
  const min = Math.min(...values);
  const max = Math.max(...values);
  const make = (low: number, high: number, kind: Scale['kind'], zoomed: boolean): Scale => {
    const map = kind === 'log' ? Math.log10 : (n: number) => n;
    const span = map(high) - map(low);
    return {
      low,
      high,
      kind,
      zoomed,
      at: (value) => (span === 0 ? 50 : Math.min(100, Math.max(0, (100 * (map(value) - map(low))) / span))),
    };
  };
  if (min > 0 && max / min > LOG_FROM_RATIO) return make(min / 1.8, max * 1.8, 'log', false);
  if (min > 0 && max > min && (max - min) / max < ZOOM_BELOW_SPREAD) {
    const air = (max - min) * 0.45;
    return make(Math.max(0, min - air), Math.min(Math.max(ceiling, max), max + air), 'linear', true);
  }
  const low = Math.min(0, min);
  const high = Math.max(0, max);
  const air = (high - low || 1) * 0.18;
  return make(low === 0 ? 0 : low - air, high === 0 ? 0 : Math.min(Math.max(ceiling, high), high + air), 'linear', false);
}
