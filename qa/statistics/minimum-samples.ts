import { requireShare } from './quantile.ts';

/**
 * The least number of independent samples from which a percentile has a two-sided interval at all: with fewer, not even the smallest and
 * the largest sample enclose it with the asked confidence (order statistics at their extremes; Hahn & Meeker, "Statistical Intervals", 1991,
 * §5.2; Wilks 1941). Samples that depend on each other need more.
 */
export function minimumSamples({ quantile, confidence }: { quantile: number; confidence: number }): number {
  requireShare('quantile', quantile);
  requireShare('confidence', confidence);
  const tail = (1 - confidence) / 2;
  // All samples on one side of the percentile: share^n ≤ tail. The epsilon keeps exact powers from being rounded up.
  return Math.ceil(Math.log(tail) / Math.log(Math.max(quantile, 1 - quantile)) - 1e-9);
}
