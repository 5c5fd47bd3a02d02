import { expect, test } from 'vitest';
import { StatisticsError } from './error.ts';
import { proportionInterval } from './proportion-interval.ts';

test.each([
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%d of %d is between %d and %d', (events, total, low, high) => {
  const interval = proportionInterval({ events, total, confidence: 0.95 });
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
  expect(interval.value).toBe(events / total);
  expect(interval.samples).toBe(total);
});

test('all of them mirrors none of them', () => {
  const none = proportionInterval({ events: 0, total: 50, confidence: 0.975 });
  const all = proportionInterval({ events: 50, total: 50, confidence: 0.975 });
  expect(all.high).toBe(1);
  expect(all.low).toBeCloseTo(1 - none.high, 12);
});

test.each([
  [0, 0],
  [3, 2],
  [-1, 2],
  [0.5, 2],
  [Number.NaN, 2],
  [1, Number.NaN],
])('refuses %d of %d', (events, total) => {
  expect(() => proportionInterval({ events, total, confidence: 0.95 })).toThrow(StatisticsError);
});
