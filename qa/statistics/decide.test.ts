import { expect, test } from 'vitest';
import { decide, holds } from './decide.ts';

test.each([
  [{ low: 1.2, high: 1.9 }, '<', 2, 'PASS'],
  [{ low: 1.2, high: 2 }, '<', 2, 'undecided'],
  [{ low: 2, high: 2.5 }, '<', 2, 'FAIL'],
  [{ low: 2, high: 2 }, '<=', 2, 'PASS'],
  [{ low: 0.91, high: 0.97 }, '>=', 0.9, 'PASS'],
  [{ low: 0.85, high: 0.95 }, '>=', 0.9, 'undecided'],
  [{ low: 0.5, high: 0.89 }, '>=', 0.9, 'FAIL'],
  [{ low: 80, high: 80 }, '>', 80, 'FAIL'],
  [{ low: 81, high: 82 }, '>', 80, 'PASS'],
] as const)('%o %s %d is %s', (interval, relation, limit, decision) => {
  expect(decide(interval, relation, limit)).toBe(decision);
});

test('what is no interval decides nothing', () => {
  expect(decide({ low: Number.NaN, high: 1 }, '<', 2)).toBe('undecided');
  expect(decide({ low: 0, high: Number.NaN }, '<', 2)).toBe('undecided');
  expect(decide({ low: 3, high: 1 }, '<', 2)).toBe('undecided');
  expect(decide({ low: 0, high: 1 }, '<', Number.NaN)).toBe('undecided');
  expect(decide({ low: 0, high: Infinity }, '<', 2)).toBe('undecided');
});

test('a NaN holds no relation', () => {
  for (const relation of ['<', '<=', '>', '>='] as const) expect(holds(Number.NaN, relation, 0)).toBe(false);
});
