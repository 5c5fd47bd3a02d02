import { StatisticsError } from './error.ts';
import { quantileRank, requireShare } from './quantile.ts';
import { createRandom } from './random.ts';

export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly samples: number;
}

export interface QuantileIntervalInput {
  /** Samples by whatever makes them depend on each other: one array per user, or per block of time. Empty ones don't count. */
  readonly clusters: readonly (readonly number[])[];
  /** 0.95 for the 95th percentile. */
  readonly quantile: number;
  /** 0.95 for a two-sided 95 % interval. */
  readonly confidence: number;
  readonly seed: number;
  readonly resamples?: number;
}

/**
 * Confidence interval of a percentile by the cluster bootstrap, percentile method (Davison & Hinkley, "Bootstrap Methods
 * and their Application", 1997, §3.8 and §5.3.1): whole clusters are drawn with replacement, so that samples of one
 * user may depend on each other. With clusters of consecutive time it is the block bootstrap with fixed blocks (§8.2.3).
 *
 * Same unit in and out. Deterministic for a seed. Throws StatisticsError without samples, with one that is not finite,
 * or with a single cluster, from which no spread can be learned. 50,000 samples and 2,000 resamples take about 50 ms,
 * because a resample only reweights the samples sorted once and walks in from the nearer end.
 */
export function quantileInterval({
  clusters,
  quantile,
  confidence,
  seed,
  resamples = 2_000,
}: QuantileIntervalInput): Interval & { readonly clusters: number } {
  requireShare('quantile', quantile);
  requireShare('confidence', confidence);
  const filled = clusters.filter((cluster) => cluster.length > 0);
  if (filled.length === 0) throw new StatisticsError('no samples');
  if (filled.length < 2) throw new StatisticsError('all samples belong to one cluster: nothing shows how much clusters differ');
  const sorted = sortWithOwner(filled);
  const sizes = Uint32Array.from(filled, (cluster) => cluster.length);
  const random = createRandom(seed);
  const draws = new Uint32Array(filled.length);
  const estimates = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample += 1) {
    draws.fill(0);
    let total = 0;
    for (let draw = 0; draw < filled.length; draw += 1) {
      const cluster = random.below(filled.length);
      draws[cluster] = at(draws, cluster) + 1;
      total += at(sizes, cluster);
    }
    estimates[resample] = weightedQuantile(sorted, draws, total, quantile);
  }
  estimates.sort();
  const tail = (1 - confidence) / 2;
  draws.fill(1);
  return {
    value: weightedQuantile(sorted, draws, sorted.values.length, quantile),
    low: at(estimates, quantileRank(tail, resamples) - 1),
    high: at(estimates, quantileRank(1 - tail, resamples) - 1),
    samples: sorted.values.length,
    clusters: filled.length,
  };
}

interface Sorted {
  readonly values: Float64Array;
  /** The cluster that each value belongs to. */
  readonly owners: Uint32Array;
}

function sortWithOwner(clusters: readonly (readonly number[])[]): Sorted {
  const pairs = clusters.flatMap((cluster, owner) => cluster.map((value) => ({ value, owner })));
  const odd = pairs.find(({ value }) => !Number.isFinite(value));
  if (odd) throw new StatisticsError(`a sample is ${odd.value}, not a finite number`);
  pairs.sort((one, other) => one.value - other.value || one.owner - other.owner);
  return { values: Float64Array.from(pairs, ({ value }) => value), owners: Uint32Array.from(pairs, ({ owner }) => owner) };
}

/** The quantile when every value counts as often as its cluster was drawn; `total` is the sum of those counts. */
function weightedQuantile({ values, owners }: Sorted, draws: Uint32Array, total: number, quantile: number): number {
  const rank = quantileRank(quantile, total);
  let seen = 0;
  if (rank > total / 2) {
    const rankFromTop = total - rank + 1;
    for (let index = values.length - 1; index >= 0; index -= 1) {
      seen += at(draws, at(owners, index));
      if (seen >= rankFromTop) return at(values, index);
    }
  }
  for (let index = 0; index < values.length; index += 1) {
    seen += at(draws, at(owners, index));
    if (seen >= rank) return at(values, index);
  }
  throw new StatisticsError('the counts of a resample do not add up');
}

/** Typed arrays are dense: an index in range always answers. */
function at(array: Float64Array | Uint32Array, index: number): number {
  return array[index] as number;
}
