import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changePoints } from './change-points.ts';
import { compareSamples } from './compare-samples.ts';
import { mannKendall } from './mann-kendall.ts';
import { independentQuantileInterval } from './order-statistics.ts';
import { proportionInterval } from './proportion-interval.ts';
import { quantileInterval } from './quantile-interval.ts';
import { createRandom } from './random.ts';
import { theilSen } from './theil-sen.ts';

/** What must hold for any samples: units, levels and the order within a set are the reader's choice. Whole numbers keep the arithmetic exact. */
const values = (minLength: number) => fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength, maxLength: 40 });
const shift = fc.integer({ min: -5_000, max: 5_000 });
const scale = fc.constantFrom(0.25, 0.5, 2, 8, 1_024);

describe('percentile intervals', () => {
  test('follow shift and scale, and do not see the order', () => {
    fc.assert(
      fc.property(fc.array(values(1), { minLength: 2, maxLength: 12 }), shift, scale, (clusters, by, times) => {
        const input = { quantile: 0.9, confidence: 0.9, seed: 4, resamples: 50 };
        const one = quantileInterval({ clusters, ...input });
        const moved = clusters.map((cluster) => cluster.toReversed().map((value) => (value + by) * times));
        const other = quantileInterval({ clusters: moved, ...input });
        expect([other.low, other.value, other.high]).toEqual([one.low, one.value, one.high].map((value) => (value + by) * times));
        expect(one.low).toBeLessThanOrEqual(one.value);
        expect(one.value).toBeLessThanOrEqual(one.high);
      }),
    );
  });

  test('of independent samples too', () => {
    fc.assert(
      fc.property(values(1), shift, scale, (samples, by, times) => {
        const one = independentQuantileInterval({ samples, quantile: 0.5, confidence: 0.95 });
        const moved = samples.toReversed().map((value) => (value + by) * times);
        const other = independentQuantileInterval({ samples: moved, quantile: 0.5, confidence: 0.95 });
        expect([other.low, other.value, other.high]).toEqual([one.low, one.value, one.high].map((value) => (value + by) * times));
      }),
    );
  });
});

describe('proportions', () => {
  test('lie within their interval, which mirrors and only narrows with more of the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.nat(), fc.integer({ min: 2, max: 9 }), (total, any, times) => {
        const events = any % (total + 1);
        const one = proportionInterval({ events, total, confidence: 0.975 });
        expect(one.low).toBeLessThanOrEqual(one.value);
        expect(one.value).toBeLessThanOrEqual(one.high);
        const mirrored = proportionInterval({ events: total - events, total, confidence: 0.975 });
        expect(mirrored.low).toBeCloseTo(1 - one.high, 10);
        const more = proportionInterval({ events: times * events, total: times * total, confidence: 0.975 });
        expect(more.high - more.low).toBeLessThan(one.high - one.low);
      }),
    );
  });

  test('cover the truth about as often as they say', () => {
    const random = createRandom(9);
    const rounds = 2_000;
    let covered = 0;
    for (let round = 0; round < rounds; round += 1) {
      let events = 0;
      for (let draw = 0; draw < 400; draw += 1) if (random.below(100) < 3) events += 1;
      const { low, high } = proportionInterval({ events, total: 400, confidence: 0.95 });
      if (low <= 0.03 && 0.03 <= high) covered += 1;
    }
    expect(covered / rounds).toBeGreaterThan(0.93);
    expect(covered / rounds).toBeLessThan(0.98);
  });
});

describe('trends and changes', () => {
  test('a trend turns with time, and does not see level or unit', () => {
    fc.assert(
      fc.property(values(10), shift, scale, (series, by, times) => {
        const one = mannKendall(series);
        expect(mannKendall(series.map((value) => (value + by) * times))).toEqual(one);
        expect(mannKendall(series.toReversed()).s).toBe(0 - one.s);
      }),
    );
  });

  test('a slope follows unit and direction of y', () => {
    fc.assert(
      fc.property(values(10), shift, scale, (y, by, times) => {
        const x = y.map((_, index) => index);
        const one = theilSen({ x, y, confidence: 0.9 });
        const other = theilSen({ x, y: y.map((value) => (value + by) * times), confidence: 0.9 });
        expect([other.low, other.value, other.high]).toEqual([one.low, one.value, one.high].map((slope) => slope * times));
        const down = theilSen({ x, y: y.map((value) => -value), confidence: 0.9 });
        expect(down.value).toBeCloseTo(-one.value, 9);
      }),
    );
  });

  test('changes stay where they are', () => {
    fc.assert(
      fc.property(values(0), shift, scale, (series, by, times) => {
        const where = (points: ReturnType<typeof changePoints>) => points.map(({ index, pValue }) => [index, pValue]);
        expect(where(changePoints(series.map((value) => (value + by) * times)))).toEqual(where(changePoints(series)));
      }),
    );
  });
});

test('what is worse one way is better the other, in any unit', () => {
  fc.assert(
    fc.property(values(10), values(10), scale, (baseline, current, times) => {
      const one = compareSamples(baseline, current, 'at-most');
      const turned = compareSamples(baseline, current, 'at-least').verdict;
      expect(turned).toBe(one.verdict === 'worse' ? 'better' : one.verdict === 'better' ? 'worse' : one.verdict);
      const scaled = (samples: number[]) => samples.toReversed().map((value) => value * times);
      expect(compareSamples(scaled(baseline), scaled(current), 'at-most')).toMatchObject({ verdict: one.verdict, effect: one.effect });
    }),
    { numRuns: 40 },
  );
});
