import { expect, test } from 'vitest';
import { criteria } from '../../criteria/index.ts';
import { criteriaOf, selectCriteria } from './selection.ts';

const ids = (...args: Parameters<typeof selectCriteria>) => selectCriteria(...args).map(({ id }) => id);

test('a whole stage: every criterion that is judged at it, with the clauses that hold there', () => {
  expect(ids(criteria, 'beta', null)).toEqual(['PERF-13', 'BETA-06']);
  const [qa06] = selectCriteria(criteria, 'candidate', ['QA-06']);
  expect(qa06?.clauses.map(({ id }) => id)).not.toContain('QA-06.user-session');
});

test('ids and areas together, in the order of the catalogue', () => {
  expect(ids(criteria, 'candidate', ['SEC-05', 'BETA', 'PERF-02'])).toEqual([
    'PERF-02',
    'SEC-05',
    'BETA-01',
    'BETA-02',
    'BETA-03',
    'BETA-04',
    'BETA-05',
  ]);
});

test.each([
  [['SEC5'], 'there is no criterion SEC5; areas are DEP, PERF, SEC, QA, BETA'],
  [['sec_05'], 'there is no criterion sec_05 (did you mean SEC-05?)'],
  [['SEC-05', ''], 'there is no criterion ;'],
  [['BETA-06'], 'BETA-06 is not judged at stage candidate, only at beta: add --stage beta'],
])('%j is refused in one line', (only, message) => {
  expect(() => selectCriteria(criteria, 'candidate', only)).toThrow(message);
});

test('a whole stage is judged whole, whatever its record names', () => {
  const ids = (selection: string[] | null) =>
    criteriaOf({ stage: 'candidate', selection, criteria: ['SEC-05'] }, criteria).map(({ id }) => id);
  expect(ids(['SEC-05'])).toEqual(['SEC-05']);
  expect(ids(null)).toEqual(selectCriteria(criteria, 'candidate', null).map(({ id }) => id));
});
