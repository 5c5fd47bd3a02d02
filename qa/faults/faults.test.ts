import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ReportClause } from '@transkeep/reports/contract/index.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { criteria } from '../criteria/index.ts';
import { UsageError } from '../run/errors.ts';
import { applyEdit, FaultOutdatedError } from './apply-edits.ts';
import type { Fault } from './fault.ts';
import { countFaults, faultProblems, hashFault, hashFaults, readLedger, writeLedger } from './ledger.ts';
import { loadFaults } from './load-faults.ts';
import { conclude, selectFaults } from './prove.ts';

const root = resolve(import.meta.dirname, '../..');
const fault: Fault = {
  id: 'f',
  title: 'f',
  clause: 'SEC-05.documents',
  reason: /answered 200/,
  source: [{ file: 'a.ts', find: 'x', replace: 'y' }],
  profile: 'full',
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faults-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the seeded faults', () => {
  test('each names a clause that a gate judges, changes something, and finds its text exactly once', async () => {
    const faults = await loadFaults();
    expect(faults.length).toBeGreaterThanOrEqual(3);
    expect(faultProblems(faults, criteria)).toEqual([]);
    for (const { source = [], edge = [] } of faults) {
      for (const edit of [...source, ...edge.map((one) => ({ ...one, file: 'qa/stack/Caddyfile' }))]) {
        expect(() => applyEdit('', edit, edit.file)).toThrow(FaultOutdatedError);
        expect(applyEdit(await readFile(join(root, edit.file), 'utf8'), edit, edit.file)).toContain(edit.replace);
      }
    }
  });

  test('a fault of an unknown clause, of one without gate, or without any change is a problem', () => {
    const bad: Fault[] = [
      { ...fault, clause: 'SEC-05.made-up' },
      { ...fault, clause: 'QA-08.retries-recorded' },
      { ...fault, source: [] },
    ];
    expect(faultProblems(bad, criteria)).toEqual([
      'fault f: there is no clause SEC-05.made-up',
      'fault f: no gate judges QA-08.retries-recorded yet',
      'fault f changes nothing',
    ]);
  });

  test('are selected by id, clause, criterion or area; a name that selects nothing is refused', () => {
    const other: Fault = { ...fault, id: 'g', clause: 'PERF-02.list' };
    const select = (...names: string[]) => selectFaults([fault, other], names).map(({ id }) => id);
    expect([select(), select('SEC'), select('PERF-02'), select('f'), select('PERF-02.list', 'SEC-05')]).toEqual([
      ['f', 'g'],
      ['f'],
      ['g'],
      ['f'],
      ['f', 'g'],
    ]);
    expect(() => select('SEC-0')).toThrow(UsageError);
  });
});

describe('what a proof needs', () => {
  const clause = (verdict: string, reason: string) => ({ id: fault.clause, verdict, reason }) as ReportClause;
  const green = clause('PASS', 'fine');
  const red = clause('FAIL', 'getDocument answered 200 to the other user');
  test.each([
    ['green, red for the reason, green', red, green, [], 'proven'],
    ['still green', green, green, [], 'unnoticed'],
    ['red for another reason', clause('FAIL', 'the database is down'), green, [], 'misnamed'],
    ['undecided', clause('INCONCLUSIVE', 'too few samples'), green, [], 'not-run'],
    ['not green again', red, red, [], 'not-run'],
    ['not judged at all', undefined, green, [], 'not-run'],
    ['never loaded', red, green, ['a.ts'], 'not-run'],
  ] as const)('%s', (_name, faulty, after, unapplied, outcome) => {
    expect(conclude(fault, green, faulty, after, unapplied).outcome).toBe(outcome);
  });
});

describe('the ledger', () => {
  test('counts a proof only for the code it was made of', async () => {
    const [first] = await loadFaults();
    if (!first) throw new Error('no faults');
    const hashes = await hashFaults([first], criteria, root);
    const entry = { fault: first.id, clause: first.clause, hash: hashes.get(first.id) ?? '', provenAt: 'now', commit: 'c' };
    expect(countFaults([first], [], hashes)).toEqual({ [first.clause]: { seeded: 1, proven: 0, stale: 0 } });
    expect(countFaults([first], [entry], hashes)).toEqual({ [first.clause]: { seeded: 1, proven: 1, stale: 0 } });
    expect(countFaults([first], [{ ...entry, hash: 'old' }], hashes)).toEqual({ [first.clause]: { seeded: 1, proven: 0, stale: 1 } });
  });

  test('tells a threshold that moved', async () => {
    const [first] = await loadFaults();
    if (!first) throw new Error('no faults');
    const softer = criteria.map((one) => ({
      ...one,
      clauses: one.clauses.map((clause) => ({ ...clause, threshold: { text: 'softer' } })),
    }));
    expect(await hashFault(first, softer, root)).not.toBe(await hashFault(first, criteria, root));
  });

  test('keeps one entry per fault', async () => {
    const file = join(folder, 'ledger.json');
    const entry = { fault: 'f', clause: 'SEC-05.documents', hash: '1', provenAt: 'then', commit: 'c' };
    await writeLedger(file, [], [entry]);
    await writeLedger(file, await readLedger(file), [{ ...entry, hash: '2' }]);
    expect(await readLedger(file)).toEqual([{ ...entry, hash: '2' }]);
    expect(await readLedger(join(folder, 'none.json'))).toEqual([]);
    await writeFile(file, '[{}]');
    await expect(readLedger(file)).rejects.toThrow('is not a ledger');
  });
});

describe('source replaced while it is loaded', () => {
  const run = async (find: string) => {
    const appliedFile = join(folder, 'applied');
    await writeFile(join(folder, 'target.ts'), 'export const answer: number = 41 + 1;\n');
    await writeFile(
      join(folder, 'entry.ts'),
      "try { const { answer } = await import('./target.ts'); console.log(answer); } catch { console.log('went on'); }\n",
    );
    await writeFile(appliedFile, '');
    await writeFile(
      join(folder, 'fault.json'),
      JSON.stringify({ root: folder, edits: [{ file: 'target.ts', find, replace: '6 * 9' }], appliedFile }),
    );
    const args = ['--import', join(import.meta.dirname, 'preload.ts'), join(folder, 'entry.ts')];
    const env = { ...process.env, TRANSKEEP_FAULT: join(folder, 'fault.json') };
    return new Promise<{ code: unknown; stdout: string; stderr: string; applied: string }>((done) => {
      execFile(process.execPath, args, { env }, async (error, stdout, stderr) => {
        done({ code: error?.code ?? 0, stdout, stderr, applied: await readFile(appliedFile, 'utf8') });
      });
    });
  };

  test('takes effect, and says so', async () => {
    expect(await run('41 + 1')).toMatchObject({ code: 0, stdout: '54\n', applied: 'target.ts\n' });
  });

  test.each(['40 + 2', '1'])('ends the process when its text has moved, or is there twice (%s), whatever the app catches', async (find) => {
    const { code, stdout, stderr, applied } = await run(find);
    expect([code, stdout, applied]).toEqual([70, '', '']);
    expect(stderr).toMatch(/seeded fault: the text to replace occurs [02] times in target.ts, not once/);
  });
});
