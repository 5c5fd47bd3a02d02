import { expect, test } from 'vitest';
import { caseOf } from './fuzz.ts';

test('a case depends on seed and index only, and differs from the others', () => {
  const cases = Array.from({ length: 20 }, (_, index) => caseOf(3, index));
  for (const one of cases) expect(caseOf(3, one.index)).toEqual(one);
  expect(new Set(cases.map(({ pdf }) => Buffer.from(pdf).toString('latin1'))).size).toBeGreaterThan(15);
  expect(caseOf(4, 0)).not.toEqual(cases[0]);
});
