import { StatisticsError } from './error.ts';

/**
 * Rank (1-based) of the quantile among `total` samples: the smallest value that at least `quantile` of them do not
 * exceed (inverse of the empirical distribution; type 1 of Hyndman & Fan, "Sample Quantiles in Statistical Packages",
 * The American Statistician 50, 1996). The epsilon undoes products such as 0.07 × 100 = 7.000000000000001.
 */
export function quantileRank(quantile: number, total: number): number {
  return Math.min(total, Math.max(1, Math.ceil(quantile * total - 1e-9)));
}

/** Throws unless 0 < value < 1. */
export function requireShare(name: string, value: number): void {
  if (!(value > 0 && value < 1)) throw new StatisticsError(`${name} must lie between 0 and 1, not ${value}`);
}
