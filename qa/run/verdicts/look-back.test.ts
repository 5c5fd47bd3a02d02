import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@transkeep/reports/contract/index.ts';
import { readHistory } from '@transkeep/reports/history.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { criterion } from '../../criteria/define.ts';
import { gates } from '../fixtures/fake-gates.ts';
import { recordOf, saveRun } from '../fixtures/saved-run.ts';
import { type AnyGate, loadGate } from '../plan/plan.ts';
import { selectCriteria } from '../plan/selection.ts';
import type { RunRecord } from '../record.ts';
import { verifyRun } from '../verify.ts';
import { assemble } from './assemble.ts';
import { HISTORY, reportHistory } from './look-back.ts';

const criteria = [
  criterion('QA-01', {
    title: 'Fake',
    why: 'w',
    howToFix: 'h',
    owner: 'o',
    severity: 'M',
    stages: ['candidate'],
    clauses: { good: { text: 'good', threshold: { text: '≥ 1 s', limit: 1, unit: 'n', minSamples: 1 }, gate: 'good' } },
  }),
];

let outDir: string;
let gate: AnyGate;
beforeEach(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'look-back-'));
  gate = await loadGate(gates, 'good');
});
afterEach(() => rm(outDir, { recursive: true, force: true }));

const save = (hour: number, count: number, change: Partial<RunRecord> = {}, of = gate) =>
  saveRun({
    outDir,
    criteria,
    gathered: [[of, { count }]],
    record: { runId: `2026112${hour}T100000Z-aaaaaaa-0000`, startedAt: `2026-11-2${hour}T10:00:00.000Z`, ...change },
  });

test('the first run has no baseline and says so; the next one is compared with the last GO, offline ever after', async () => {
  const first = await save(1, 42);
  expect(first.report).toMatchObject({ verdict: 'GO', history: { runs: [], lastGo: null } });
  await save(2, 0);
  const third = await save(3, 41);
  expect(third.report.history).toMatchObject({
    runs: [{ verdict: 'GO' }, { verdict: 'NO-GO' }],
    lastGo: {
      runId: first.report.runId,
      changes: [{ clause: 'QA-01.good', kind: 'worse', text: expect.stringMatching(/^42\sn → 41\sn$/) }],
    },
  });
  await rm(join(outDir, HISTORY));
  await rm(first.runDir, { recursive: true });
  expect((await verifyRun(third.runDir, { criteria, registry: gates })).differences).toEqual([]);
});

test('a worse verdict than the last GO’s is told', async () => {
  await save(1, 42);
  const { report } = await save(2, 0);
  expect(report.history?.lastGo?.changes).toEqual([{ clause: 'QA-01.good', kind: 'worse', text: 'PASS → FAIL: count is 0' }]);
});

test('raw samples of both runs decide, where the gate offers them', async () => {
  const spread = (middle: number) => ({
    samples: () => ({ 'QA-01.good': Array.from({ length: 50 }, (_, index) => middle + (index % 5)) }),
  });
  await save(1, 42, {}, { ...gate, ...spread(100) });
  const { report } = await save(2, 42, {}, { ...gate, ...spread(50) });
  expect(report.history?.lastGo?.changes).toMatchObject([
    { kind: 'worse', text: expect.stringMatching(/worse than before by .*p < 0\.0001, effect/) },
  ]);
});

test('parts of a stage, shortened and interrupted runs, and shards leave no trace; other stages are not compared', async () => {
  const parts: Partial<RunRecord>[] = [{ selection: ['QA-01'] }, { profile: 'smoke' }, { interrupted: true }, { shard: '1/2' }];
  for (const [index, change] of parts.entries()) await save(1, 42, { ...change, runId: `part-${index}` });
  expect(await readHistory(join(outDir, HISTORY))).toEqual({ entries: [], problems: [] });
  await save(2, 42, { target: 'https://elsewhere.example' });
  expect((await save(3, 42)).report.history).toEqual({ runs: [], lastGo: null });
});

test('a run is not its own past', async () => {
  const { runDir } = await save(1, 42);
  expect(JSON.parse(await readFile(join(runDir, 'run.json'), 'utf8')).history).toEqual({ runs: [], lastGo: null });
  expect(recordOf(criteria, []).history).toBeUndefined();
});

test('a level that changed for good is told with the run that brought it; other units and missing values are passed over', () => {
  const past = (value: number, unit = 'n') => ({
    runId: 'r',
    commit: 'c',
    startedAt: '2026-11-01T10:00:00.000Z',
    verdict: 'GO' as const,
    values: { 'QA-01.good': { value, unit, verdict: 'PASS' as const } },
  });
  const runs = [
    past(9000, 'ms'),
    ...Array.from({ length: 8 }, () => past(42)),
    { ...past(0), values: {} },
    ...Array.from({ length: 7 }, () => past(30)),
  ];
  const judged = judgedAs(30);
  expect(reportHistory({ runs, lastGo: null }, judged, criteria, new Map()).steps).toEqual([
    { clause: 'QA-01.good', run: 10, before: 42, after: 30 },
  ]);
  expect(reportHistory({ runs: runs.slice(0, 9), lastGo: null }, judged, criteria, new Map())).toEqual({
    runs: runs.slice(0, 9),
    lastGo: null,
  });
});

/** Criteria of a report in which the one promise measured this. */
function judgedAs(value: number): Report['criteria'] {
  const answers = [
    { clause: 'QA-01.good' as const, verdict: 'PASS' as const, reason: 'r', measured: { value, unit: 'n', samples: value } },
  ];
  return assemble(recordOf(criteria, []), selectCriteria(criteria, 'candidate', null), new Map([['good', { answers, files: [] }]]))
    .criteria;
}
