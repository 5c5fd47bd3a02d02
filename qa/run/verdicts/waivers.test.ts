import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from '../errors.ts';
import { fakeCriteria } from '../fixtures/fake-criteria.ts';
import { isExpired, loadWaivers, parseWaivers } from './waivers.ts';

const criteria = fakeCriteria(['good']);
const waiver = { clause: 'QA-01.good', owner: 'ana', reason: 'known', issue: 'TK-1', expires: '2026-12-31', approvers: ['ben', 'eve'] };
const parse = (...waivers: object[]) => parseWaivers(JSON.stringify(waivers), 'waivers.json', criteria);

test('a complete waiver is taken as it is; a should-pass clause needs one approver', () => {
  expect(parse(waiver, { ...waiver, clause: 'QA-02.open', approvers: ['ana'] })).toHaveLength(2);
});

test.each([
  ['an unknown clause', { ...waiver, clause: 'QA-01.unknown' }, 'there is no clause QA-01.unknown'],
  ['one approver for a must-pass clause', { ...waiver, approvers: ['ben'] }, 'needs 2 approvers for its waiver, not 1'],
  ['the same approver twice', { ...waiver, approvers: ['ben', 'ben'] }, 'needs 2 approvers for its waiver, not 1'],
  ['the same approver, written otherwise', { ...waiver, approvers: ['ben', 'Ben '] }, 'needs 2 approvers for its waiver, not 1'],
  ['an approver without a name', { ...waiver, approvers: ['ben', ' '] }, 'needs 2 approvers for its waiver, not 1'],
  ['no approver', { ...waiver, approvers: [] }, '/0/approvers'],
  ['no reason', { ...waiver, reason: '' }, '/0/reason'],
  ['a date that is none', { ...waiver, expires: '2026-02-30' }, '2026-02-30 is no date'],
  ['a month that is none', { ...waiver, expires: '2026-13-01' }, '2026-13-01 is no date'],
  ['no expiry', { ...waiver, expires: 'never' }, '/0/expires'],
  ['a field nobody knows', { ...waiver, forever: true }, 'entry'],
])('%s is refused, as usage', (_name, bad, message) => {
  expect(() => parse(bad)).toThrow(UsageError);
  expect(() => parse(bad)).toThrow(message);
});

test('the same clause twice, no list, and no JSON are refused', () => {
  expect(() => parse(waiver, waiver)).toThrow('QA-01.good is waived twice');
  expect(() => parseWaivers('{}', 'w.json', criteria)).toThrow('w.json: entry /');
  expect(() => parseWaivers('[', 'w.json', criteria)).toThrow('w.json: not JSON');
});

test('holds to the end of its last day, judged at the run’s own start', () => {
  expect(isExpired(waiver, '2026-12-31T23:59:59.000Z')).toBe(false);
  expect(isExpired(waiver, '2027-01-01T00:00:00.000Z')).toBe(true);
  expect(isExpired(waiver, 'some day')).toBe(true);
});

test('is read from a file; a file that is not there is said', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'waivers-'));
  await writeFile(join(folder, 'w.json'), JSON.stringify([waiver]));
  expect(await loadWaivers(join(folder, 'w.json'), criteria)).toEqual([waiver]);
  await expect(loadWaivers(join(folder, 'none.json'), criteria)).rejects.toThrow(UsageError);
  await rm(folder, { recursive: true });
});
