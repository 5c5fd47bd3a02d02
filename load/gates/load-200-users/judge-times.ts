import { CONFIDENCE_PER_LOOK, decide, type Interval, quantileInterval } from '@transkeep/qa/statistics/index.ts';
import type { Measured, Threshold } from '@transkeep/reports/contract/index.ts';
import type { Samples } from './evidence.ts';
import { type Judgement, limitOf, round } from './judgement.ts';
import { clustersBy, type Window } from './load-window.ts';

/** PERF-02: response times, by their interval. */

/** Requests that stall together (a checkpoint, a garbage collection) depend on each other across users: blocks of time as the second kind of cluster. */
const BLOCK_MS = 10_000;
const SEED = 1;

export function responseTime(samples: Samples | undefined, window: Window, threshold: Threshold, lack: string | null): Judgement {
  const byUser = samples ? clustersBy(samples, window, ({ user }) => user) : [];
  const byTime = samples ? clustersBy(samples, window, ({ atMs }) => Math.floor(atMs / BLOCK_MS)) : [];
  const count = byUser.reduce((sum, cluster) => sum + cluster.length, 0);
  const minSamples = threshold.minSamples ?? 1;
  if (count < minSamples || byUser.length < 2 || byTime.length < 2) {
    return {
      verdict: 'INCONCLUSIVE',
      reason: `${count} samples in the steady state, ${minSamples} needed: ${lack ?? 'needs more samples'}`,
    };
  }
  const interval = wider(p95(byUser), p95(byTime));
  const measured = inSeconds(interval);
  const range = `p95 ${measured.value} s, interval ${measured.ci[0]}–${measured.ci[1]} s, ${count} samples of ${byUser.length} users`;
  const decision = decide({ low: interval.low / 1_000, high: interval.high / 1_000 }, '<', limitOf(threshold));
  if (decision === 'FAIL') return { verdict: 'FAIL', reason: range, measured };
  if (decision === 'undecided')
    return { verdict: 'INCONCLUSIVE', reason: `needs more samples: the limit lies within the interval; ${range}`, measured };
  return lack === null ? { verdict: 'PASS', reason: range, measured } : { verdict: 'INCONCLUSIVE', reason: `${lack}; ${range}`, measured };
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
