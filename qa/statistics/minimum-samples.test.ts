import { expect, test } from 'vitest';
import { StatisticsError } from './error.ts';
import { minimumSamples } from './minimum-samples.ts';
import { independentQuantileInterval } from './order-statistics.ts';

test.each([
  // Sign test: 6 samples are the least for a 95 % interval of the median (2 · 0.5⁶ = 0.031).
  [0.5, 0.95, 6],
  [0.95, 0.95, 72],
  [0.95, 0.975, 86],
  [0.05, 0.975, 86],
  [0.99, 0.95, 368],
])('the %d quantile at %d needs %d samples', (quantile, confidence, expected) => {
  expect(minimumSamples({ quantile, confidence })).toBe(expected);
});

test.each([0.5, 0.9, 0.95])('with that many the interval at %d closes, with one fewer it does not', (quantile) => {
  const needed = minimumSamples({ quantile, confidence: 0.95 });
  const high = (count: number) =>
    independentQuantileInterval({ samples: Array.from({ length: count }, (_, index) => index), quantile, confidence: 0.95 }).high;
  expect(high(needed)).toBe(needed - 1);
  expect(high(needed - 1)).toBe(Infinity);
});

test('refuses what is no share', () => {
  expect(() => minimumSamples({ quantile: 1, confidence: 0.95 })).toThrow(StatisticsError);
});
