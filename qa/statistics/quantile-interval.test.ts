import { describe, expect, test } from 'vitest';
import { StatisticsError } from './error.ts';
import { normalQuantile } from './normal.ts';
import { independentQuantileInterval } from './order-statistics.ts';
import { quantileInterval } from './quantile-interval.ts';
import { createRandom } from './random.ts';

/** Users with their own pace: each sample is exp(own + fresh), so samples of one user resemble each other. */
function users({
  count,
  samplesEach,
  spreadOfUsers,
  seed,
}: {
  count: number;
  samplesEach: number;
  spreadOfUsers: number;
  seed: number;
}): number[][] {
  const random = createRandom(seed);
  const normal = () => normalQuantile((random.next() + 0.5) / 2 ** 32);
  return Array.from({ length: count }, () => {
    const own = spreadOfUsers * normal();
    return Array.from({ length: samplesEach }, () => Math.exp(own + 0.3 * normal()));
  });
}

/** The same bootstrap written the obvious way: every resample laid out and sorted. */
function plainly(clusters: number[][], quantile: number, confidence: number, seed: number, resamples: number): [number, number] {
  const random = createRandom(seed);
  const estimates = Array.from({ length: resamples }, () => {
    const drawn = clusters.flatMap(() => clusters[random.below(clusters.length)] ?? []).sort((a, b) => a - b);
    return drawn[Math.ceil(quantile * drawn.length - 1e-9) - 1] ?? Number.NaN;
  }).sort((a, b) => a - b);
  const tail = (1 - confidence) / 2;
  return [
    estimates[Math.ceil(tail * resamples - 1e-9) - 1] ?? Number.NaN,
    estimates[Math.ceil((1 - tail) * resamples - 1e-9) - 1] ?? Number.NaN,
  ];
}

describe('quantileInterval', () => {
  test.each([0.95, 0.5, 0.1])('agrees to the bit with the obvious way at quantile %d', (quantile) => {
    const clusters = users({ count: 23, samplesEach: 9, spreadOfUsers: 0.5, seed: 3 }).map((cluster, index) =>
      cluster.slice(0, 1 + (index % 9)),
    );
    const { low, high } = quantileInterval({ clusters, quantile, confidence: 0.9, seed: 11, resamples: 400 });
    expect([low, high]).toEqual(plainly(clusters, quantile, 0.9, 11, 400));
  });

  test('gives the sample quantile as its value, and counts samples and clusters', () => {
    const clusters = Array.from({ length: 10 }, (_, user) => Array.from({ length: 10 }, (_, index) => user * 10 + index + 1));
    const interval = quantileInterval({ clusters: [...clusters, []], quantile: 0.95, confidence: 0.95, seed: 1 });
    expect(interval).toMatchObject({ value: 95, samples: 100, clusters: 10 });
    expect(interval.low).toBeLessThanOrEqual(95);
    expect(interval.high).toBeGreaterThanOrEqual(95);
  });

  test('is the same to the bit when judged again', () => {
    const input = {
      clusters: users({ count: 40, samplesEach: 20, spreadOfUsers: 0.4, seed: 5 }),
      quantile: 0.95,
      confidence: 0.975,
      seed: 9,
    };
    expect(quantileInterval(input)).toEqual(quantileInterval(input));
  });

  test('covers the true 95th percentile about as often as it says, where plain order statistics do not', () => {
    // ln X has variance 0.5² + 0.3²: the true 95th percentile is known.
    const truth = Math.exp(normalQuantile(0.95) * Math.hypot(0.5, 0.3));
    const rounds = 300;
    let clustered = 0;
    let plain = 0;
    for (let round = 0; round < rounds; round += 1) {
      const clusters = users({ count: 100, samplesEach: 20, spreadOfUsers: 0.5, seed: 1_000 + round });
      const own = quantileInterval({ clusters, quantile: 0.95, confidence: 0.95, seed: round, resamples: 400 });
      if (own.low <= truth && truth <= own.high) clustered += 1;
      const independent = independentQuantileInterval({ samples: clusters.flat(), quantile: 0.95, confidence: 0.95 });
      if (independent.low <= truth && truth <= independent.high) plain += 1;
    }
    expect(clustered / rounds).toBeGreaterThan(0.9);
    expect(plain / rounds).toBeLessThan(0.75);
  });

  test('with one sample per cluster it comes close to the exact interval of order statistics', () => {
    const clusters = users({ count: 2_000, samplesEach: 1, spreadOfUsers: 0.5, seed: 21 });
    const bootstrap = quantileInterval({ clusters, quantile: 0.95, confidence: 0.95, seed: 2 });
    const exact = independentQuantileInterval({ samples: clusters.flat(), quantile: 0.95, confidence: 0.95 });
    expect(Math.abs(bootstrap.low / exact.low - 1)).toBeLessThan(0.03);
    expect(Math.abs(bootstrap.high / exact.high - 1)).toBeLessThan(0.03);
  });

  test('judges 50,000 samples of 200 users in well under a second', () => {
    const clusters = users({ count: 200, samplesEach: 250, spreadOfUsers: 0.4, seed: 8 });
    // CPU time: what else the machine does at that moment is not at issue.
    const before = process.threadCpuUsage();
    expect(quantileInterval({ clusters, quantile: 0.95, confidence: 0.975, seed: 1 }).samples).toBe(50_000);
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(2_000);
  });

  test.each([
    ['no clusters', []],
    ['only empty clusters', [[], []]],
    ['one cluster', [[1, 2, 3]]],
    ['a NaN', [[1, Number.NaN], [2]]],
    ['an infinite sample', [[1, Infinity], [2]]],
  ])('refuses %s', (_name, clusters) => {
    expect(() => quantileInterval({ clusters, quantile: 0.95, confidence: 0.95, seed: 1 })).toThrow(StatisticsError);
  });

  test('refuses a quantile or a confidence that is no share', () => {
    expect(() => quantileInterval({ clusters: [[1], [2]], quantile: 95, confidence: 0.95, seed: 1 })).toThrow(StatisticsError);
    expect(() => quantileInterval({ clusters: [[1], [2]], quantile: 0.95, confidence: 1, seed: 1 })).toThrow(StatisticsError);
  });
});
