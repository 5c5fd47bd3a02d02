import { expect, test } from 'vitest';
import { StatisticsError } from './error.ts';
import { normalQuantile, normalTail } from './normal.ts';

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

test.each([
  // SciPy: stats.norm.sf(z)
  [0, 0.5],
  [0.5, 0.3085375387259869],
  [1.959963984540054, 0.025],
  [3, 0.0013498980316300933],
  [6, 9.865876450376946e-10],
  [10, 7.61985302416047e-24],
  [30, 4.906713927147908e-198],
])('beyond %d lies %d', (z, expected) => {
  expect(normalTail(z) / expected).toBeCloseTo(1, 11);
  expect(normalTail(-z)).toBeCloseTo(1 - expected, 14);
});

test('tails end, and are refused for what is no number', () => {
  expect(normalTail(40)).toBe(0);
  expect(normalTail(-Infinity)).toBe(1);
  expect(() => normalTail(Number.NaN)).toThrow(StatisticsError);
});
