import { StatisticsError } from './error.ts';
import { normalTail } from './normal.ts';
import { midRanks } from './ranks.ts';

/** Below this the normal approximation of the test is not good enough (Gilbert 1987, §16.4.1). */
const LEAST_SAMPLES = 10;
/** All pairs are looked at: 8 million take a fraction of a second. */
const MOST_SAMPLES = 4_000;

export interface TrendTest {
  /** Pairs that rise minus pairs that fall. */
  readonly s: number;
  readonly z: number;
  /** Two-sided. */
  readonly pValue: number;
  /** One-sided: how rarely values without a trend rise so much. What a leak is judged by. */
  readonly pIncreasing: number;
}

/**
 * Mann–Kendall test for a monotonic trend, any distribution, corrected for ties and continuity (Mann, Econometrica 13, 1945; Kendall 1975;
 * Gilbert, "Statistical Methods for Environmental Pollution Monitoring", 1987, §16.4). Values in order of time, 10 to 4,000 of them; they must not
 * depend on their neighbours, or the test sees trends too often: take one value per garbage collection or job, not one per second.
 */
export function mannKendall(values: readonly number[]): TrendTest {
  requireSeries(values);
  const total = values.length;
  const { ranks, ties } = midRanks(values);
  let s = 0;
  for (let later = 1; later < total; later += 1) {
    for (let earlier = 0; earlier < later; earlier += 1) s += Math.sign((ranks[later] as number) - (ranks[earlier] as number));
  }
  const spread = (size: number) => size * (size - 1) * (2 * size + 5);
  const variance = (spread(total) - ties.reduce((sum, size) => sum + spread(size), 0)) / 18;
  const z = variance === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance);
  return { s, z, pValue: Math.min(1, 2 * normalTail(Math.abs(z))), pIncreasing: normalTail(z) };
}

export function requireSeries(values: readonly number[]): void {
  if (values.length < LEAST_SAMPLES) throw new StatisticsError(`${values.length} values are too few for a trend, ${LEAST_SAMPLES} needed`);
  if (values.length > MOST_SAMPLES) throw new StatisticsError(`${values.length} values are too many for a trend, at most ${MOST_SAMPLES}`);
}
