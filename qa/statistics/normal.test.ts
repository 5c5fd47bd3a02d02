import { expect, test } from 'vitest';
import { StatisticsError } from './error.ts';
import { normalQuantile } from './normal.ts';

test.each([
  // The published table, and Python's statistics.NormalDist for the rest.
  [0.5, 0],
  [0.6, 0.2533471031357998],
  [0.975, 1.9599639845400536],
  [0.9875, 2.2414027276049464],
  [0.001, -3.090232306167813],
  [1e-10, -6.361340902404056],
])('the quantile of %d is %d', (probability, expected) => {
  expect(normalQuantile(probability)).toBeCloseTo(expected, 11);
});

test('refuses what is no probability', () => {
  for (const probability of [0, 1, -0.1, Number.NaN]) expect(() => normalQuantile(probability)).toThrow(StatisticsError);
});
