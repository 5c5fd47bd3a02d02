import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { criterion } from '../../criteria/define.ts';
import { UsageError } from '../errors.ts';
import { selectCriteria } from '../plan/selection.ts';
import type { RunRecord } from '../record.ts';
import { assemble } from './assemble.ts';
import { type KeptAttestation, keepAttached, loadAttestations, parseAttestations } from './attestations.ts';

const commit = 'a'.repeat(40);
const criteria = [
  criterion('QA-05', {
    title: 'Devices',
    why: 'w',
    howToFix: 'h',
    owner: 'o',
    severity: 'M',
    stages: ['launch'],
    clauses: { iphone: { text: 'real', threshold: 'attested', attested: true }, gated: { text: 'g', threshold: 'yes', gate: 'g' } },
  }),
];
const word = { clause: 'QA-05.iphone', who: 'Ana', what: 'all journeys, iPhone 17', when: '2026-11-20', commit, expires: '2026-12-31' };
const parse = (...entries: object[]) => parseAttestations(JSON.stringify(entries), 'attestations.json', criteria);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attestations-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test.each([
  ['an unknown clause', { ...word, clause: 'QA-05.nokia' }, 'there is no clause QA-05.nokia'],
  ['a clause that a gate judges', { ...word, clause: 'QA-05.gated' }, "judged by a gate, not by a person's word"],
  ['a short commit', { ...word, commit: 'aaaaaaa' }, '/0/commit'],
  ['nobody', { ...word, who: '' }, '/0/who'],
  ['no date', { ...word, when: '2026-02-30' }, '2026-02-30 is no date'],
  ['no expiry', { ...word, expires: 'never' }, '/0/expires'],
  ['a file without its hash', { ...word, file: 'a.pdf' }, 'file and sha256 go together'],
  ['a file elsewhere', { ...word, file: '../a.pdf', sha256: '0'.repeat(64) }, 'not below the folder'],
  ['an absolute file', { ...word, file: '/etc/passwd', sha256: '0'.repeat(64) }, 'not below the folder'],
  ['a field nobody knows', { ...word, forever: true }, 'entry'],
])('%s is refused, as usage', (_name, bad, message) => {
  expect(() => parse(bad)).toThrow(UsageError);
  expect(() => parse(bad)).toThrow(message);
});

test('twice for one commit is refused; for two commits it is not', () => {
  expect(() => parse(word, word)).toThrow('attested twice for the same commit');
  expect(parse(word, { ...word, commit: 'b'.repeat(40) })).toHaveLength(2);
  expect(() => parseAttestations('[', 'a.json', criteria)).toThrow('a.json: not JSON');
});

test('no file of attestations is said', async () => {
  await expect(loadAttestations(join(folder, 'none.json'), criteria)).rejects.toThrow(UsageError);
});

describe('a person’s word decides its clause', () => {
  const record = (attestations: readonly KeptAttestation[]): RunRecord => ({
    schema: 'transkeep-run/1',
    runId: 'r',
    commit,
    dirty: false,
    stage: 'launch',
    target: 'https://x',
    selection: null,
    criteria: ['QA-05'],
    profile: 'full',
    interrupted: false,
    startedAt: '2026-11-22T10:00:00.000Z',
    finishedAt: '2026-11-22T10:10:00.000Z',
    environment: {},
    gates: [],
    waivers: [],
    faults: {},
    attestations: [...attestations],
  });
  const judged = (...attestations: KeptAttestation[]) => {
    const report = assemble(record(attestations), selectCriteria(criteria, 'launch', null), new Map());
    return { clause: report.criteria[0]?.clauses[0], told: report.attestations };
  };

  test('when it is for this commit, has not expired, and nothing is missing', () => {
    const { clause, told } = judged(word);
    expect(clause).toMatchObject({ verdict: 'PASS', reason: 'Ana vouched for it on 2026-11-20: all journeys, iPhone 17' });
    expect(told).toEqual([{ ...word, applied: true, note: 'holds until 2026-12-31' }]);
  });

  test.each<[string, Partial<KeptAttestation>, string]>([
    ['another commit', { commit: 'b'.repeat(40) }, 'attested for commit bbbbbbb, not for this one'],
    ['expired', { expires: '2026-11-21' }, 'the attestation expired on 2026-11-21'],
    ['of the future', { when: '2026-11-24' }, 'the attestation is dated 2026-11-24, after this run'],
    ['file gone', { file: 'a.pdf', sha256: '0', fileProblem: 'is missing' }, 'the attached a.pdf is missing'],
  ])('else it is inconclusive: %s', (_name, change, reason) => {
    const { clause, told } = judged({ ...word, ...change });
    expect(clause).toMatchObject({ verdict: 'INCONCLUSIVE', reason });
    expect(told).toMatchObject([{ applied: false, note: reason }]);
  });

  test('and without a word it is inconclusive, too; the word for this commit counts, not the newest', () => {
    expect(judged().clause).toMatchObject({ verdict: 'INCONCLUSIVE', reason: 'nobody vouches for it yet' });
    expect(judged({ ...word, commit: 'b'.repeat(40), when: '2026-11-22' }, word).clause?.verdict).toBe('PASS');
  });
});

test('an attached file travels with the run; missing and changed ones are noticed', async () => {
  await mkdir(join(folder, 'files'));
  await writeFile(join(folder, 'files/a.pdf'), 'pdf');
  const sha256 = createHash('sha256').update('pdf').digest('hex');
  const file = join(folder, 'attestations.json');
  const load = async (change: object) => {
    await writeFile(file, JSON.stringify([{ ...word, file: 'files/a.pdf', sha256, ...change }]));
    return loadAttestations(file, criteria);
  };
  const kept = await load({});
  expect(kept).toEqual([{ ...word, file: 'files/a.pdf', sha256 }]);
  await keepAttached(join(folder, 'run'), kept, file);
  await keepAttached(join(folder, 'run'), kept, file);
  expect(await readFile(join(folder, 'run/evidence/attestations/files/a.pdf'), 'utf8')).toBe('pdf');
  expect(await load({ sha256: '0'.repeat(64) })).toMatchObject([{ fileProblem: 'was changed since it was attached' }]);
  expect(await load({ file: 'files/b.pdf' })).toMatchObject([{ fileProblem: 'is missing' }]);
  expect(await load({ file: 'files' })).toMatchObject([{ fileProblem: 'is missing' }]);
});
