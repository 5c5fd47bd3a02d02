import { CONFIDENCE_PER_LOOK, decide, type Interval, quantileInterval } from '@transkeep/qa/statistics/index.ts';
import { limitOf, type Measured, type Threshold } from '@transkeep/reports/contract/index.ts';
import type { Samples } from './evidence.ts';
import { conclude, type Judgement, round } from './judgement.ts';
import { clustersBy } from './load-window.ts';
import type { Look } from './look.ts';

/** PERF-02: response times, by their interval. */

/** Requests that stall together (a checkpoint, a garbage collection) depend on each other across users: blocks of time as the second kind of cluster. */
const BLOCK_MS = 10_000;
const SEED = 1;

export function responseTime(look: Look, samples: Samples | undefined, threshold: Threshold): Judgement {
  const byUser = samples ? [...clustersBy(samples, look.steady, ({ user }) => user).values()] : [];
  const byTime = samples ? [...clustersBy(samples, look.steady, ({ atMs }) => Math.floor(atMs / BLOCK_MS)).values()] : [];
  const count = byUser.reduce((sum, cluster) => sum + cluster.length, 0);
  const minSamples = threshold.minSamples ?? 1;
  if (count < minSamples || byUser.length < 2 || byTime.length < 2) {
    return {
      verdict: 'INCONCLUSIVE',
      reason: `${count} samples in the steady state, ${minSamples} needed: ${look.lack ?? 'needs more samples'}`,
      open: look.lack === null,
    };
  }
  const interval = wider(p95(byUser), p95(byTime));
  const measured = inSeconds(interval);
  const reason = `p95 ${measured.value} s, interval ${measured.ci[0]}–${measured.ci[1]} s, ${count} samples of ${byUser.length} users`;
  const decision = decide({ low: interval.low / 1_000, high: interval.high / 1_000 }, '<', limitOf(threshold));
  return conclude(decision, look, { reason, measured });
}

/** Mean response time of each user in the steady state, in seconds: users don't depend on each other as requests do. */
export function meansByUser({ steady }: Pick<Look, 'steady'>, samples: Samples): number[] {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length / 1_000;
  return [...clustersBy(samples, steady, ({ user }) => user).values()].map((durations) => round(mean(durations)));
}

function p95(clusters: readonly (readonly number[])[]): Interval {
  return quantileInterval({ clusters, quantile: 0.95, confidence: CONFIDENCE_PER_LOOK, seed: SEED });
}

function wider(one: Interval, other: Interval): Interval {
  return { ...one, low: Math.min(one.low, other.low), high: Math.max(one.high, other.high) };
}

function inSeconds({ value, low, high, samples }: Interval): Measured & { ci: readonly [number, number] } {
  return { value: round(value / 1_000), unit: 's', ci: [round(low / 1_000), round(high / 1_000)], samples, expected: samples };
}
