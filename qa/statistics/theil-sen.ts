import { StatisticsError } from './error.ts';
import { requireSeries } from './mann-kendall.ts';
import { normalQuantile } from './normal.ts';
import { requireShare } from './quantile.ts';
import type { Interval } from './quantile-interval.ts';
import { midRanks } from './ranks.ts';

/**
 * Slope of y over x that outliers do not move: the median of the slopes of all pairs (Theil 1950; Sen, "Estimates of the Regression Coefficient
 * Based on Kendall's Tau", JASA 63, 1968), with Sen's interval, corrected for ties. In units of y per unit of x. 10 to 4,000 points that do
 * not depend on their neighbours; throws StatisticsError otherwise, or when all x are the same.
 */
export function theilSen({ x, y, confidence }: { x: readonly number[]; y: readonly number[]; confidence: number }): Interval {
  requireShare('confidence', confidence);
  if (x.length !== y.length) throw new StatisticsError(`${x.length} x and ${y.length} y`);
  requireSeries(y);
  const total = y.length;
  const spread = (size: number) => size * (size - 1) * (2 * size + 5);
  const ties = [...midRanks(x).ties, ...midRanks(y).ties];
  const deviation = Math.sqrt(Math.max(0, (spread(total) - ties.reduce((sum, size) => sum + spread(size), 0)) / 18));
  const slopes = slopesOfPairs(x, y);
  const reach = -normalQuantile((1 - confidence) / 2) * deviation;
  const at = (rank: number) => slopes[Math.min(slopes.length, Math.max(1, rank)) - 1] as number;
  return {
    value: (at(Math.ceil(slopes.length / 2)) + at(Math.floor(slopes.length / 2) + 1)) / 2,
    low: at(Math.round((slopes.length - reach) / 2)),
    high: at(Math.round((slopes.length + reach) / 2) + 1),
    samples: total,
  };
}

/** Sorted. Pairs at the same x have no slope. */
function slopesOfPairs(x: readonly number[], y: readonly number[]): Float64Array {
  const slopes = new Float64Array((x.length * (x.length - 1)) / 2);
  let count = 0;
  for (let later = 1; later < x.length; later += 1) {
    for (let earlier = 0; earlier < later; earlier += 1) {
      const run = (x[later] as number) - (x[earlier] as number);
      if (run === 0) continue;
      slopes[count] = ((y[later] as number) - (y[earlier] as number)) / run;
      count += 1;
    }
  }
  if (count === 0) throw new StatisticsError('all x are the same: there is no slope');
  return slopes.subarray(0, count).sort();
}
