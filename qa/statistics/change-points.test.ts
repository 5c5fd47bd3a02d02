import { describe, expect, test } from 'vitest';
import { changePoints, pettitt } from './change-points.ts';
import { StatisticsError } from './error.ts';
import { nile } from './fixtures/references.ts';
import { createRandom } from './random.ts';

/** Uniform noise of ± `spread` around the levels, each `length` long. */
function levels(seed: number, spread: number, length: number, ...values: number[]): number[] {
  const random = createRandom(seed);
  return values.flatMap((value) => Array.from({ length }, () => value + spread * (random.next() / 2 ** 31 - 1)));
}

describe('Pettitt’s test', () => {
  test('finds the dam of the Nile where pyhomogeneity does', () => {
    expect(pettitt(nile)).toMatchObject({ index: 28, k: 1617 });
    expect(pettitt(nile).pValue).toBeCloseTo(2 * Math.exp((-6 * 1617 ** 2) / (100 ** 3 + 100 ** 2)), 15);
  });

  test('is its definition: signs of all pairs across the division', () => {
    const at = (index: number) =>
      Math.abs(nile.slice(0, index).reduce((sum, one) => sum + nile.slice(index).reduce((s, other) => s + Math.sign(one - other), 0), 0));
    expect(pettitt(nile).k).toBe(Math.max(...nile.map((_, index) => at(index))));
  });
});

describe('change points', () => {
  test('of the Nile: one, with the levels on both sides', () => {
    expect(changePoints(nile)).toEqual([{ index: 28, pValue: pettitt(nile).pValue, before: 1_130, after: 842.5 }]);
  });

  test('are found again and again, in any order of size', () => {
    const found = changePoints(levels(3, 1, 20, 10, 14, 14, 9, 30));
    expect(found.map(({ index }) => index)).toEqual([20, 60, 80]);
    expect(found.map(({ before, after }) => Math.round(after - before))).toEqual([4, -5, 21]);
  });

  test('do not move with unit or level', () => {
    const values = levels(4, 1, 15, 5, 8);
    expect(changePoints(values.map((value) => 100 * value - 7)).map(({ index }) => index)).toEqual(
      changePoints(values).map(({ index }) => index),
    );
  });

  test('are not seen in a steady series, but for about one in a hundred', () => {
    const alarms = Array.from({ length: 500 }, (_, seed) => changePoints(levels(seed, 1, 40, 7))).filter(({ length }) => length > 0);
    expect(alarms.length / 500).toBeLessThan(0.02);
  });

  test.each([
    ['nothing', []],
    ['one value', [4]],
    ['a single outlier', [...new Array(15).fill(1), 50, ...new Array(15).fill(1)]],
    ['a short series', [1, 1, 1, 9, 9, 9]],
    ['one level', new Array(40).fill(2)],
  ])('none in %s', (_, values) => {
    expect(changePoints(values)).toEqual([]);
  });

  test('are refused for what is no number', () => {
    expect(() => changePoints([1, Number.NaN])).toThrow(StatisticsError);
    expect(() => changePoints([1], 0)).toThrow(StatisticsError);
  });
});
