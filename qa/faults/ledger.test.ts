import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { criterion } from '../criteria/define.ts';
import { UsageError } from '../run/errors.ts';
import type { Fault } from './fault.ts';
import { hashFaults } from './hash-fault.ts';
import { InterruptedSession } from './interrupted.ts';
import { lanesOf } from './lanes.ts';
import { countFaults, faultStatuses, readLedger, writeLedger } from './ledger.ts';
import { selectFaults } from './select-faults.ts';

const fault: Fault = {
  id: 'f',
  title: 'F',
  clause: 'SEC-05.documents',
  reason: /./,
  edits: [{ file: 'app/edited.ts', find: 'x', replace: 'y' }],
  restsOn: ['suites'],
};
const criteria = (limit: string) => [
  criterion('SEC-05', {
    title: '',
    why: '',
    howToFix: '',
    owner: '',
    severity: 'M',
    stages: ['candidate'],
    clauses: { documents: { text: '', threshold: limit, gate: 'gate' } },
  }),
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledger-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('what a proof is of', () => {
  const files = {
    'qa/faults/seeded/f.ts': 'the fault',
    'app/edited.ts': 'x',
    'suites/e2e/some.spec.ts': 'spec',
    'security/gates/gate/gate.ts': "import { gather } from './gather.ts';",
    'security/gates/gate/gather.ts': "import type { A } from '../../material/helper.ts';\nexport const later = () => import('./lazy.ts');",
    'security/gates/gate/lazy.ts': '',
    'security/material/helper.ts': "export * from './deeper.ts';",
    'security/material/deeper.ts': "import { decide } from '@transkeep/qa/statistics/index.ts';\nimport '@transkeep/qa/criteria/sec.ts';",
    'qa/statistics/index.ts': '1',
    'qa/criteria/sec.ts': '1',
    'suites/e2e/README.md': 'for readers',
    'security/gates/gate/gate.test.ts': 'a test judges nothing',
    'security/material/unrelated.ts': '1',
  };
  const put = async (file: string, text: string) => {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  };
  const hash = async (limit = 'a') => (await hashFaults([fault], criteria(limit), folder)).get('f');

  beforeEach(async () => {
    for (const [file, text] of Object.entries(files)) await put(file, text);
  });

  test.each([
    'qa/faults/seeded/f.ts',
    'app/edited.ts',
    'suites/e2e/some.spec.ts',
    'security/gates/gate/gate.ts',
    'security/gates/gate/lazy.ts',
    'security/material/helper.ts',
    'security/material/deeper.ts',
    'qa/statistics/index.ts',
  ])('a change of %s makes it stale', async (file) => {
    const before = await hash();
    expect(await hash()).toBe(before);
    await put(file, `${files[file as keyof typeof files]} // changed`);
    expect(await hash()).not.toBe(before);
  });

  test.each(['security/material/unrelated.ts', 'security/gates/gate/gate.test.ts', 'suites/e2e/README.md', 'qa/criteria/sec.ts'])(
    'a change of %s does not',
    async (file) => {
      const before = await hash();
      await put(file, 'changed');
      expect(await hash()).toBe(before);
    },
  );

  test('a threshold that moved does', async () => {
    expect(await hash('softer')).not.toBe(await hash());
  });
});

describe('the ledger', () => {
  const entry = { fault: 'f', clause: 'SEC-05.documents', hash: '1', reason: 'answered 200', provenAt: 'then', commit: 'c' };

  test('counts a proof only for the code it was made of', () => {
    const statuses = (...entries: (typeof entry)[]) => faultStatuses([fault], entries, new Map([['f', '1']]));
    const { hash: _hash, fault: _fault, ...proof } = entry;
    expect(statuses()).toEqual([{ id: 'f', title: 'F', clause: fault.clause, status: 'unproven' }]);
    expect(statuses(entry)).toEqual([{ id: 'f', title: 'F', status: 'proven', ...proof }]);
    expect(statuses({ ...entry, hash: 'old' })).toMatchObject([{ status: 'stale', reason: 'answered 200' }]);
    expect(countFaults(statuses(entry))).toEqual({ [fault.clause]: { seeded: 1, proven: 1, stale: 0 } });
    expect(countFaults(statuses({ ...entry, hash: 'old' }))).toEqual({ [fault.clause]: { seeded: 1, proven: 0, stale: 1 } });
    expect(countFaults(statuses())).toEqual({ [fault.clause]: { seeded: 1, proven: 0, stale: 0 } });
  });

  test('keeps one entry per fault, none of a fault that is gone, and is no place for anything else', async () => {
    const file = join(folder, 'ledger.json');
    await writeLedger(file, [entry, { ...entry, fault: 'gone' }], [fault]);
    await writeLedger(file, [{ ...entry, hash: '2' }], [fault]);
    expect(await readLedger(file)).toEqual([{ ...entry, hash: '2' }]);
    expect(await readLedger(join(folder, 'none.json'))).toEqual([]);
    await writeFile(file, '[{}]');
    await expect(readLedger(file)).rejects.toThrow('is not a ledger');
  });
});

describe('a session', () => {
  test('that was interrupted has not seen red in vain; one that ended leaves nothing', async () => {
    const file = join(folder, 'proofs/interrupted.json');
    const first = await InterruptedSession.open(file);
    await first.add('h1', { outcome: 'red', verdict: 'FAIL', note: 'red' });
    await first.add('h2', { outcome: 'unnoticed', verdict: 'PASS', note: 'green' });
    const next = await InterruptedSession.open(file);
    expect(next.get('h1')).toEqual({ outcome: 'red', verdict: 'FAIL', note: 'red' });
    expect([next.get('h2'), next.get('other')]).toEqual([undefined, undefined]);
    await next.end();
    expect((await InterruptedSession.open(file)).get('h1')).toBeUndefined();
    await writeFile(file, '{"half');
    expect((await InterruptedSession.open(file)).get('h1')).toBeUndefined();
  });

  test('selects by id, clause, criterion or area; a name that selects nothing is refused', () => {
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

  test('puts what needs no system first and what measures time last, and knows how long it takes', async () => {
    const { gates } = await import('../cli/gates.ts');
    const { criteria: catalogue } = await import('../criteria/index.ts');
    const of = (id: string, clause: Fault['clause']): Fault => ({ ...fault, id, clause });
    const faults = [
      of('load', 'PERF-02.list'),
      of('edge', 'SEC-01.hsts'),
      of('rows', 'SEC-05.documents'),
      of('zone', 'DEP-07.multi-az'),
      of('flaky', 'QA-08.no-pass-on-retry'),
    ];
    const lanes = await lanesOf(faults, { criteria: catalogue, registry: gates });
    expect(lanes.map((lane) => [lane.faults.map(({ id }) => id), lane.needsSystem, lane.width])).toEqual([
      [['zone'], false, 2],
      [['edge', 'rows', 'flaky'], true, 1],
      [['load'], true, 1],
    ]);
    for (const { estimateMs } of lanes) expect(estimateMs).toBeGreaterThan(0);
  });
});
