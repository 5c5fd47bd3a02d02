import { describe, expect, test } from 'vitest';
import { StatisticsError } from './error.ts';
import * as given from './fixtures/references.ts';
import { mannKendall } from './mann-kendall.ts';
import { createRandom } from './random.ts';
import { theilSen } from './theil-sen.ts';

const years = given.nile.map((_, index) => index);

describe('Mann–Kendall', () => {
  test.each([
    ['rising, with ties', given.rising, 102, 4.56582196819276, 4.975408994578601e-6],
    ['the Nile', given.nile, -1387, -4.128066522844101, 3.658262921657496e-5],
  ])('agrees with pymannkendall: %s', (_, values, s, z, pValue) => {
    const trend = mannKendall(values);
    expect(trend.s).toBe(s);
    expect(trend.z).toBeCloseTo(z, 10);
    expect(trend.pValue / pValue).toBeCloseTo(1, 10);
  });

  test('says rising of what rises only', () => {
    expect(mannKendall(given.rising).pIncreasing).toBeLessThan(0.001);
    expect(mannKendall(given.nile).pIncreasing).toBeGreaterThan(0.999);
  });

  test('is wrong about as often as it says, where there is no trend', () => {
    const random = createRandom(31);
    const rounds = 2_000;
    let alarms = 0;
    for (let round = 0; round < rounds; round += 1) {
      // Whole numbers below 12: many ties, as memory in MB has.
      if (mannKendall(Array.from({ length: 30 }, () => random.below(12))).pIncreasing < 0.05) alarms += 1;
    }
    expect(alarms / rounds).toBeGreaterThan(0.03);
    expect(alarms / rounds).toBeLessThan(0.065);
  });

  test('a value that never changes has no trend', () => {
    expect(mannKendall(new Array(20).fill(7))).toMatchObject({ s: 0, pValue: 1, pIncreasing: 0.5 });
  });
});

describe('Theil–Sen', () => {
  test.each([
    ['rising', years.slice(0, 16), given.rising, 0.95, 0.8888888888888888, 0.75, 1],
    ['at times that come twice', given.tiedTimes, given.rising, 0.9, 0.6666666666666666, 0.6363636363636364, 0.8571428571428571],
    ['the Nile', years, given.nile, 0.95, -2.6, -3.627906976744186, -1.4285714285714286],
  ])('agrees with SciPy: %s', (_, x, y, confidence, value, low, high) => {
    const slope = theilSen({ x, y, confidence });
    expect(slope.value).toBeCloseTo(value, 12);
    expect(slope.low).toBeCloseTo(low, 12);
    expect(slope.high).toBeCloseTo(high, 12);
  });

  test('follows units and level, and is not moved by one wild value', () => {
    const { value } = theilSen({ x: years, y: given.nile, confidence: 0.95 });
    const rescaled = theilSen({ x: years.map((x) => 60 * x + 5), y: given.nile.map((y) => 3 * y - 100), confidence: 0.95 });
    expect(rescaled.value).toBeCloseTo((3 * value) / 60, 12);
    const wild = theilSen({ x: years, y: given.nile.with(50, 1e9), confidence: 0.95 });
    expect(Math.abs(wild.value - value)).toBeLessThan(0.2);
  });

  test('encloses the true slope about as often as it says', () => {
    const random = createRandom(13);
    const rounds = 1_000;
    let enclosed = 0;
    for (let round = 0; round < rounds; round += 1) {
      const x = Array.from({ length: 25 }, (_, index) => index);
      const y = x.map((at) => 0.3 * at - Math.log((random.next() + 0.5) / 2 ** 32));
      const { low, high } = theilSen({ x, y, confidence: 0.9 });
      if (low <= 0.3 && 0.3 <= high) enclosed += 1;
    }
    expect(enclosed / rounds).toBeGreaterThan(0.87);
    expect(enclosed / rounds).toBeLessThan(0.94);
  });
});

test.each<[string, () => unknown]>([
  ['too few values', () => mannKendall([1, 2, 3])],
  ['too many', () => mannKendall(new Array(5_000).fill(1))],
  ['a NaN', () => mannKendall([...given.rising, Number.NaN])],
  ['a slope of too few', () => theilSen({ x: [1, 2], y: [1, 2], confidence: 0.9 })],
  ['x and y of different length', () => theilSen({ x: [1], y: given.rising, confidence: 0.9 })],
  ['one moment only', () => theilSen({ x: given.rising.map(() => 1), y: given.rising, confidence: 0.9 })],
  ['an infinite time', () => theilSen({ x: given.tiedTimes.with(3, Infinity), y: given.rising, confidence: 0.9 })],
])('refuses %s', (_, act) => {
  expect(act).toThrow(StatisticsError);
});
