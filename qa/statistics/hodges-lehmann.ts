import { StatisticsError } from './error.ts';
import { criticalU } from './mann-whitney.ts';
import { requireShare } from './quantile.ts';
import type { Interval } from './quantile-interval.ts';
import { requireFinite } from './ranks.ts';

/**
 * By how much the second sample lies above the first: the median of all pairwise differences (Hodges & Lehmann, Annals of Mathematical
 * Statistics 34, 1963) with Moses' interval, which inverts the Mann–Whitney test (Hollander & Wolfe, "Nonparametric Statistical Methods",
 * 1999, §4.2–4.3; for the same shape of both distributions). Same unit in and out. Where the samples are too few for the confidence, the interval is
 * infinite. Time O((m + n) log), memory O(m + n): the differences are counted, never laid out.
 */
export function hodgesLehmann({
  first,
  second,
  confidence,
}: {
  first: readonly number[];
  second: readonly number[];
  confidence: number;
}): Interval {
  requireShare('confidence', confidence);
  if (first.length === 0 || second.length === 0) throw new StatisticsError('no samples');
  requireFinite(first);
  requireFinite(second);
  const pairs = first.length * second.length;
  const low = Float64Array.from(first).sort();
  const high = Float64Array.from(second).sort();
  const difference = (rank: number) => differenceAt(low, high, rank);
  const c = criticalU(first.length, second.length, (1 - confidence) / 2);
  return {
    value: (difference(Math.ceil(pairs / 2)) + difference(Math.floor(pairs / 2) + 1)) / 2,
    low: c === 0 ? -Infinity : difference(c),
    high: c === 0 ? Infinity : difference(pairs + 1 - c),
    samples: first.length + second.length,
  };
}

/** The difference of that rank (1-based), by halving: the smallest double with at least `rank` differences not above it. */
function differenceAt(first: Float64Array, second: Float64Array, rank: number): number {
  let below = (second[0] as number) - (first.at(-1) as number);
  let reached = (second.at(-1) as number) - (first[0] as number);
  if (differencesUpTo(first, second, below) >= rank) return below;
  for (;;) {
    const middle = below + (reached - below) / 2;
    if (middle <= below || middle >= reached) return reached;
    if (differencesUpTo(first, second, middle) >= rank) reached = middle;
    else below = middle;
  }
}

/** Both sorted: as `first` rises, so does the reach in `second`. */
function differencesUpTo(first: Float64Array, second: Float64Array, most: number): number {
  let reach = 0;
  let count = 0;
  for (const value of first) {
    while (reach < second.length && (second[reach] as number) - value <= most) reach += 1;
    count += reach;
  }
  return count;
}
