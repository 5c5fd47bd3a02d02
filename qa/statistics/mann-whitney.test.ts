import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StatisticsError } from './error.ts';
import * as given from './fixtures/references.ts';
import { mannWhitney } from './mann-whitney.ts';

describe('agrees with other implementations', () => {
  test.each([
    ['Hollander & Wolfe', given.earlier, given.atTerm, 35, 0.2544122544122544, 'exact'],
    ['exact with ties, counted out', given.tiedFirst, given.tiedSecond, 57, 0.04286301933360757, 'exact'],
    ['exact, 20 and 25', given.first(20), given.second(25), 267, 0.7090050289142742, 'exact'],
    ['normal with ties, 40 and 50', given.manyFirst, given.manySecond, 1027.5, 0.826240293935847, 'normal'],
  ] as const)('%s', (_, first, second, u, pValue, method) => {
    const result = mannWhitney(first, second);
    expect(result).toMatchObject({ u, method });
    expect(result.pValue).toBeCloseTo(pValue, 12);
  });

  test('and where the normal approximation takes over, it is close to the exact p', () => {
    const { pValue, method } = mannWhitney(given.first(30), given.second(31));
    expect(method).toBe('normal');
    expect(Math.abs(pValue - 0.40952831600119244)).toBeLessThan(0.005);
  });

  test('on the effect, by its definition', () => {
    const signs = given.manyFirst.flatMap((one) => given.manySecond.map((other) => Math.sign(other - one)));
    expect(mannWhitney(given.manyFirst, given.manySecond).effect).toBeCloseTo(
      signs.reduce((sum, sign) => sum + sign, 0) / signs.length,
      12,
    );
  });
});

const samples = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 45 });

describe('whatever the samples', () => {
  test('order, shift and scale change nothing; swapping turns the effect round', () => {
    fc.assert(
      fc.property(samples, samples, fc.integer({ min: -100, max: 100 }), fc.integer({ min: 1, max: 20 }), (first, second, shift, scale) => {
        const one = mannWhitney(first, second);
        const moved = (values: number[]) => values.toReversed().map((value) => value * scale + shift);
        expect(mannWhitney(moved(first), moved(second))).toEqual(one);
        const swapped = mannWhitney(second, first);
        expect(swapped.effect).toBeCloseTo(-one.effect, 12);
        expect(swapped.pValue).toBeCloseTo(one.pValue, 9);
      }),
      { numRuns: 200 },
    );
  });

  test('p and effect keep their ranges', () => {
    fc.assert(
      fc.property(samples, samples, (first, second) => {
        const { pValue, effect } = mannWhitney(first, second);
        expect(pValue).toBeGreaterThan(0);
        expect(pValue).toBeLessThanOrEqual(1);
        expect(Math.abs(effect)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 },
    );
  });
});

test('samples that are all the same differ in nothing', () => {
  expect(mannWhitney(new Array(70).fill(3), new Array(70).fill(3))).toMatchObject({ pValue: 1, effect: 0 });
  expect(mannWhitney([3, 3], [3])).toMatchObject({ pValue: 1, effect: 0 });
});

test.each([
  ['none before', [], [1]],
  ['none after', [1], []],
  ['a NaN', [1], [Number.NaN]],
])('refuses %s', (_, first, second) => {
  expect(() => mannWhitney(first, second)).toThrow(StatisticsError);
});
