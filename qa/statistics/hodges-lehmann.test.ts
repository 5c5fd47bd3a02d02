import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StatisticsError } from './error.ts';
import * as given from './fixtures/references.ts';
import { hodgesLehmann } from './hodges-lehmann.ts';
import { createRandom } from './random.ts';
import { median } from './ranks.ts';

describe('agrees with differences laid out', () => {
  test.each([
    ['Hollander & Wolfe', given.atTerm, given.earlier, 0.95, -0.305, -0.76, 0.15],
    ['exact, 20 and 25', given.first(20), given.second(25), 0.99, 0.5238095238095238, -3.2142857142857144, 4.571428571428571],
    ['normal, 40 and 50', given.manyFirst, given.manySecond, 0.95, 1, -4, 4],
  ])('%s', (_, first, second, confidence, value, low, high) => {
    const shift = hodgesLehmann({ first, second, confidence });
    expect(shift.value).toBeCloseTo(value, 12);
    expect(shift.low).toBeCloseTo(low, 12);
    expect(shift.high).toBeCloseTo(high, 12);
  });

  test('for any samples', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, values, (first, second) => {
        const differences = first.flatMap((one) => second.map((other) => other - one));
        expect(hodgesLehmann({ first, second, confidence: 0.9 }).value).toBe(median(differences));
      }),
      { numRuns: 300 },
    );
  });
});

test('moves with a shift, grows with a scale, does not see the order', () => {
  const { value, low, high } = hodgesLehmann({ first: given.first(20), second: given.second(25), confidence: 0.9 });
  const moved = hodgesLehmann({
    first: given.first(20).map((x) => 4 * x),
    second: given
      .second(25)
      .toReversed()
      .map((x) => 4 * (x + 8)),
    confidence: 0.9,
  });
  expect(moved.value).toBeCloseTo(4 * (value + 8), 9);
  expect(moved.low).toBeCloseTo(4 * (low + 8), 9);
  expect(moved.high).toBeCloseTo(4 * (high + 8), 9);
});

test.each([
  [12, 12],
  [40, 50],
])('encloses the true shift about as often as it says: %d and %d samples', (firstCount, secondCount) => {
  const random = createRandom(77);
  const draw = (count: number, shift: number) => Array.from({ length: count }, () => -Math.log((random.next() + 0.5) / 2 ** 32) + shift);
  const rounds = 1_000;
  let enclosed = 0;
  for (let round = 0; round < rounds; round += 1) {
    const { low, high } = hodgesLehmann({ first: draw(firstCount, 0), second: draw(secondCount, 0.7), confidence: 0.9 });
    if (low <= 0.7 && 0.7 <= high) enclosed += 1;
  }
  // Three standard errors of a share of 0.9 in 1,000 rounds; the exact interval is a little wider than asked.
  expect(enclosed / rounds).toBeGreaterThan(0.87);
  expect(enclosed / rounds).toBeLessThan(0.945);
});

test('too few samples leave the interval open', () => {
  expect(hodgesLehmann({ first: [1, 2], second: [3, 4], confidence: 0.95 })).toMatchObject({ value: 2, low: -Infinity, high: Infinity });
});

test('does 20,000 × 20,000 differences without laying them out', () => {
  const random = createRandom(5);
  const draw = () => Array.from({ length: 20_000 }, () => random.next());
  const { low, high } = hodgesLehmann({ first: draw(), second: draw(), confidence: 0.99 });
  expect(low).toBeLessThan(0);
  expect(high).toBeGreaterThan(0);
});

test('refuses no samples and what is no number', () => {
  expect(() => hodgesLehmann({ first: [], second: [1], confidence: 0.9 })).toThrow(StatisticsError);
  expect(() => hodgesLehmann({ first: [1], second: [Infinity], confidence: 0.9 })).toThrow(StatisticsError);
  expect(() => hodgesLehmann({ first: [1], second: [1], confidence: 1 })).toThrow(StatisticsError);
});
