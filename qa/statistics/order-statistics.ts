import { StatisticsError } from './error.ts';
import { quantileRank, requireShare } from './quantile.ts';
import type { Interval } from './quantile-interval.ts';

/**
 * Distribution-free confidence interval of a percentile from *independent* samples (Hahn & Meeker, "Statistical
 * Intervals", 1991, §5.2): two order statistics whose ranks the binomial distribution gives; never less than the
 * asked confidence. Where the samples are too few for a side (p95 of 30), that side is infinite, and the caller's comparison
 * stays undecided. For samples that depend on each other use `quantileInterval`.
 */
export function independentQuantileInterval({
  samples,
  quantile,
  confidence,
}: {
  samples: readonly number[];
  quantile: number;
  confidence: number;
}): Interval {
  requireShare('quantile', quantile);
  requireShare('confidence', confidence);
  if (samples.length === 0) throw new StatisticsError('no samples');
  const sorted = Float64Array.from(samples).sort();
  if (!Number.isFinite(sorted[0]) || !Number.isFinite(sorted[sorted.length - 1]))
    throw new StatisticsError('a sample is not a finite number');
  const { low, high } = orderStatisticRanks(samples.length, quantile, confidence);
  return {
    value: sorted[quantileRank(quantile, samples.length) - 1] as number,
    low: low === 0 ? -Infinity : (sorted[low - 1] as number),
    high: high > samples.length ? Infinity : (sorted[high - 1] as number),
    samples: samples.length,
  };
}

/** Ranks (1-based) of the two order statistics; 0 and total + 1 stand for «no such sample». */
export function orderStatisticRanks(total: number, quantile: number, confidence: number): { low: number; high: number } {
  const tail = (1 - confidence) / 2;
  const cumulative = binomialCumulative(total, quantile);
  // P(X < low) ≤ tail, as large a rank as possible; P(X ≥ high) ≤ tail, as small a one as possible.
  let low = 0;
  while (low < total && (cumulative[low] as number) <= tail) low += 1;
  let high = total + 1;
  while (high > 1 && 1 - (cumulative[high - 2] as number) <= tail) high -= 1;
  return { low, high };
}

/** P(X ≤ k) for k = 0 … total, by the recurrence from the mode, so that large totals do not underflow. */
function binomialCumulative(total: number, share: number): Float64Array {
  const mass = new Float64Array(total + 1);
  const mode = Math.min(total, Math.floor((total + 1) * share));
  const odds = share / (1 - share);
  mass[mode] = 1;
  for (let k = mode; k < total; k += 1) mass[k + 1] = ((mass[k] as number) * (total - k) * odds) / (k + 1);
  for (let k = mode; k > 0; k -= 1) mass[k - 1] = ((mass[k] as number) * k) / ((total - k + 1) * odds);
  const sum = mass.reduce((left, right) => left + right, 0);
  let running = 0;
  return mass.map((one) => {
    running += one / sum;
    return Math.min(1, running);
  });
}
