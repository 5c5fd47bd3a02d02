import { expect, test } from 'vitest';
import { createRandom, fromState } from './random.ts';

test('gives the numbers of the reference xoshiro128** 1.1', () => {
  const random = fromState([1, 2, 3, 4]);
  // https://prng.di.unimi.it/xoshiro128starstar.c with state {1, 2, 3, 4}
  expect(Array.from({ length: 8 }, () => random.next())).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849,
  ]);
});

test('is the same for the same seed and another for another', () => {
  const draw = (seed: number) =>
    Array.from(
      { length: 5 },
      (
        (random) => () =>
          random.next()
      )(createRandom(seed)),
    );
  expect(draw(42)).toEqual(draw(42));
  expect(draw(42)).not.toEqual(draw(43));
  expect(draw(0).some((number) => number > 0)).toBe(true);
});

test('below() is uniform over its range and never reaches the bound', () => {
  const random = createRandom(8);
  const tally = new Array<number>(10).fill(0);
  for (let draw = 0; draw < 100_000; draw += 1) {
    const number = random.below(10);
    tally[number] = (tally[number] ?? Number.NaN) + 1;
  }
  // Chi-square with 9 degrees of freedom: 27.9 is its 99.9th percentile.
  const chiSquare = tally.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  expect(chiSquare).toBeLessThan(27.9);
});
