import { expect, test } from 'vitest';
import { StatisticsError } from './error.ts';
import { median, midRanks } from './ranks.ts';

test('equal values share their ranks', () => {
  expect(midRanks([30, 10, 20, 20, 10, 20])).toEqual({ ranks: Float64Array.of(6, 1.5, 4, 4, 1.5, 4), ties: [2, 3] });
  expect(midRanks([])).toEqual({ ranks: new Float64Array(), ties: [] });
});

test('the median is the middle one, or the mean of the two', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(() => median([])).toThrow(StatisticsError);
  expect(() => median([Number.NaN])).toThrow(StatisticsError);
});
