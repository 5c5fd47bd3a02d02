import { expect, test } from 'vitest';
import { directionOf } from './direction.ts';
import { criteria } from './index.ts';

const clauses = criteria.flatMap((criterion) => criterion.clauses);

test.each([
  ['p95 < 2 s', 'at-most'],
  ['≤ 1 %', 'at-most'],
  ['at most 1024 MiB each', 'at-most'],
  ['answered within 120 s', 'at-most'],
  ['gone 24 h after upload', 'at-most'],
  ['0 findings', 'at-most'],
  ['no document lost, errors < 1 %', 'at-most'],
  ['≥ 2 tasks in production', 'at-least'],
  ['> 80 % of lines', 'at-least'],
  ['target 70 %', 'exactly'],
  ['10 blocks per call', undefined],
])('«%s» is %s', (text, direction) => {
  expect(directionOf({ text })).toBe(direction);
});

test('what the catalogue states is not read off its words: an alarm «> 5 %» is a setting', () => {
  expect(directionOf({ text: '> 5 %', direction: 'exactly' })).toBe('exactly');
  const alarms = clauses.filter(({ threshold }) => threshold.text.startsWith('>') && threshold.direction === 'exactly');
  expect(alarms.map(({ id }) => id)).toEqual(clauses.filter(({ id }) => /^DEP-12\..+-(critical|warning)$/.test(id)).map(({ id }) => id));
});

test('every clause with a limit says on which side of it it is good to be', () => {
  const limited = clauses.filter(({ threshold }) => threshold.limit !== undefined);
  expect(limited.length).toBeGreaterThan(50);
  expect(limited.filter(({ threshold }) => threshold.direction === undefined).map(({ id }) => id)).toEqual([]);
});

test('a person vouches for exactly the clauses whose threshold says so', () => {
  const attested = clauses.filter((clause) => clause.attested).map(({ id }) => id);
  expect(attested).toEqual(clauses.filter(({ threshold }) => /\battested\b/.test(threshold.text)).map(({ id }) => id));
  expect(attested).toHaveLength(5);
});
