import { expect, test } from 'vitest';
import { StatisticsError } from './error.ts';
import { independentQuantileInterval, orderStatisticRanks } from './order-statistics.ts';

test.each([
  // n = 10 and n = 100 for the median are in every textbook (Conover, "Practical Nonparametric Statistics", §3.2);
  // the others come from exact rational arithmetic.
  [10, 0.5, 0.95, 2, 9],
  [100, 0.5, 0.95, 40, 61],
  [100, 0.95, 0.95, 90, 100],
  [30, 0.95, 0.95, 26, 31],
  [1000, 0.95, 0.975, 934, 966],
])('of %d samples the %d quantile at %d lies between ranks %d and %d', (total, quantile, confidence, low, high) => {
  expect(orderStatisticRanks(total, quantile, confidence)).toEqual({ low, high });
});

test('takes the samples at those ranks, in any order', () => {
  const samples = Array.from({ length: 100 }, (_, index) => ((index * 37) % 100) + 1);
  expect(independentQuantileInterval({ samples, quantile: 0.5, confidence: 0.95 })).toEqual({ value: 50, low: 40, high: 61, samples: 100 });
});

test('too few samples leave the far side open', () => {
  const samples = Array.from({ length: 30 }, (_, index) => index);
  expect(independentQuantileInterval({ samples, quantile: 0.95, confidence: 0.95 }).high).toBe(Infinity);
});

test('refuses no samples and samples that are no numbers', () => {
  expect(() => independentQuantileInterval({ samples: [], quantile: 0.5, confidence: 0.95 })).toThrow(StatisticsError);
  expect(() => independentQuantileInterval({ samples: [1, Number.NaN], quantile: 0.5, confidence: 0.95 })).toThrow(StatisticsError);
});
