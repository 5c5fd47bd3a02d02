import { writeFileSync } from 'node:fs';
import { cp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportClause } from '@transkeep/reports/contract/index.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EvidenceError, HarnessError } from './errors.ts';
import { fakeCriteria } from './fixtures/fake-criteria.ts';
import { fakeHarness, fakePlace, quiet, registry } from './fixtures/fake-harness.ts';
import { type FinishedRun, type Harness, type RunEvents, type RunOptions, runReadiness } from './run.ts';
import { verifyRun } from './verify.ts';

const place = fakePlace();
const outDir = join(place, 'out');
const handle = { users: [{ email: 'a' }], processes: [{ name: 'api-1', pid: 1 }], caFile: '/none' };
let stopped = 0;
afterAll(() => rm(place, { recursive: true, force: true }));

async function countStop(): Promise<void> {
  stopped += 1;
}

const harness = (gateIds: readonly string[], change: Partial<Harness>): Harness =>
  fakeHarness(place, gateIds, { startStack: async () => ({ ...handle, kind: 'embedded', stop: countStop }) as never, ...change });

function run(
  gateIds: readonly string[],
  change: Partial<Harness> = {},
  options: Partial<RunOptions> = {},
  signal = new AbortController().signal,
  events = quiet,
) {
  const all: RunOptions = { stage: 'candidate', target: 'local', selection: null, profile: 'full', outDir, ...options };
  return runReadiness(all, harness(gateIds, change), { signal, events });
}

const clause = ({ report }: FinishedRun, name: string): ReportClause => {
  const found = report.criteria.flatMap(({ clauses }) => clauses).find(({ id }) => id === name);
  if (!found) throw new Error(`no clause ${name}`);
  return found;
};

describe('a run', () => {
  let finished: FinishedRun;
  beforeAll(async () => {
    finished = await run(['good', 'bad', 'throws', 'silent', 'cannot-judge', 'needs-stack', 'needs-go']);
  }, 60_000);

  test('says of every clause what its gate said, or why there is nothing', () => {
    const said = Object.fromEntries(
      finished.report.criteria.flatMap(({ clauses }) => clauses.map(({ id, verdict, reason }) => [id, `${verdict}: ${reason}`])),
    );
    expect(said).toEqual({
      'QA-01.good': 'PASS: count is 42',
      'QA-01.bad': 'FAIL: count is 0',
      'QA-01.throws': 'INCONCLUSIVE: throws: the world is not there',
      'QA-01.silent': 'INCONCLUSIVE: the gate silent said nothing of this clause',
      'QA-01.cannot-judge': 'INCONCLUSIVE: cannot-judge could not be judged: no samples',
      'QA-01.needs-stack': 'PASS: count is 1',
      'QA-01.needs-go': 'INCONCLUSIVE: go is not on this machine: `npm run setup` installs what is missing',
      'QA-02.open': 'INCONCLUSIVE: no gate yet',
      'DEP-03.starts': expect.stringMatching(/^PASS: 1 processes ready after/),
    });
    expect(finished.report.verdict).toBe('NO-GO');
    expect(finished.report.complete).toBe(true);
  });

  test('says how long it had to take, and who waited for whom', () => {
    const { plan, gates } = finished.report;
    expect(plan?.wallMs).toBeGreaterThanOrEqual(plan?.criticalPathMs ?? Number.POSITIVE_INFINITY);
    expect(plan?.criticalPathMs).toBeGreaterThan(0);
    expect(plan?.criticalPath.every((id) => id === 'system' || gates.some((gate) => gate.id === id))).toBe(true);
    // Seven gates in two slots: most of them waited, and never for themselves.
    const waits = gates.flatMap(({ id, waited = [] }) => waited.map(({ on }) => [id, on]));
    expect(waits.length).toBeGreaterThan(2);
    for (const [id, on] of waits) expect(on).not.toBe(id);
  });

  test('ends what it started, and links the newest whole run', async () => {
    expect(stopped).toBe(1);
    expect(await readlink(join(outDir, 'latest'))).toBe(finished.report.runId);
  });

  test('comes out the same when it is judged again', async () => {
    const { report, differences } = await verifyRun(finished.runDir, harnessOf(finished));
    expect(differences).toEqual([]);
    expect(report.verdict).toBe('NO-GO');
  });

  test('is not believed with one byte changed, wherever it is', async () => {
    const copy = join(outDir, 'tampered');
    for (const file of [
      'report.json',
      'run.json',
      'SHA256SUMS',
      'evidence/good/evidence.json',
      'evidence/good/raw.txt',
      'evidence/good/manifest.json',
    ]) {
      await rm(copy, { recursive: true, force: true });
      await cp(finished.runDir, copy, { recursive: true });
      const bytes = await readFile(join(copy, file));
      const middle = Math.floor(bytes.length / 2);
      bytes[middle] = (bytes[middle] ?? 0) ^ 1;
      await writeFile(join(copy, file), bytes);
      await expect(verifyRun(copy, harnessOf(finished)), file).rejects.toThrow(EvidenceError);
    }
    await rm(copy, { recursive: true, force: true });
    await cp(finished.runDir, copy, { recursive: true });
    await writeFile(join(copy, 'evidence/good/planted.json'), '{}');
    await expect(verifyRun(copy, harnessOf(finished))).rejects.toThrow('evidence/good/planted.json was added after the run');
    await rm(join(copy, 'evidence/good/planted.json'));
    await rm(join(copy, 'evidence/good/raw.txt'));
    await expect(verifyRun(copy, harnessOf(finished))).rejects.toThrow('evidence/good/raw.txt is missing');
  });

  test('is told from a harness that judges differently today', async () => {
    const [good] = await Promise.all([registry.good?.()]);
    if (!good) throw new Error('no gate good');
    const stricter = { ...good.default, evaluate: () => [{ clause: 'QA-01.good', verdict: 'FAIL', reason: 'stricter now' }] as const };
    const changed = { ...harnessOf(finished), registry: { ...registry, good: async () => ({ default: stricter as never }) } };
    const { differences } = await verifyRun(finished.runDir, changed);
    expect(differences).toContain('QA-01.good: PASS was saved, FAIL comes out (stricter now)');
  });

  const harnessOf = ({ report }: FinishedRun) => {
    const ids = report.criteria.flatMap(({ id, clauses }) => (id === 'QA-01' ? clauses.map((one) => one.id.slice(6)) : []));
    return { criteria: fakeCriteria(ids), registry };
  };
});

describe('what caps a run', () => {
  test('a selection, a smoke profile: never GO, and said', async () => {
    const { report } = await run(['good'], {}, { selection: ['QA-01'], profile: 'smoke' });
    expect(report.criteria.map(({ id, verdict }) => [id, verdict])).toEqual([['QA-01', 'PASS']]);
    expect(report.verdict).toBe('INCONCLUSIVE');
    expect(report.caps).toEqual(
      expect.arrayContaining(['only QA-01 judged, not the whole stage', 'smoke profile: loads and corpora are shortened']),
    );
  });

  test('no git checkout: commit unknown', async () => {
    const { report } = await run([], { repoRoot: outDir }, { selection: ['QA-02'] });
    expect(report).toMatchObject({ commit: 'unknown', verdict: 'INCONCLUSIVE' });
    expect(report.caps.join()).toContain('the commit is unknown');
  });

  test('an interruption: partial report, the system stopped', async () => {
    const before = stopped;
    const controller = new AbortController();
    // As soon as a gate uses the system.
    const gateStarted: RunEvents['gateStarted'] = ({ id }) => id === 'needs-stack' && controller.abort(new Error('interrupted'));
    const finished = await run(['needs-stack', 'hangs', 'waits'], {}, {}, controller.signal, { ...quiet, gateStarted });
    expect(finished.report.complete).toBe(false);
    expect(finished.report.caps).toContain('the run was interrupted');
    expect(clause(finished, 'QA-01.needs-stack').reason).toMatch(/interrupted/);
    expect(clause(finished, 'QA-01.waits').verdict).toBe('INCONCLUSIVE');
    expect(stopped).toBe(before + 1);
  });
});

describe('the system', () => {
  test('not starting is DEP-03’s failure, whatever was asked for', async () => {
    const startStack = () => Promise.reject(new Error('api-1 ended with exit code 1: no such table'));
    const finished = await run(['needs-stack', 'good'], { startStack }, { selection: ['QA-01'] });
    expect(clause(finished, 'DEP-03.starts')).toMatchObject({
      verdict: 'FAIL',
      reason: 'the system did not become ready: api-1 ended with exit code 1: no such table',
    });
    expect(clause(finished, 'QA-01.needs-stack')).toMatchObject({
      verdict: 'INCONCLUSIVE',
      reason: expect.stringContaining('the system did not start'),
    });
    expect(clause(finished, 'QA-01.good').verdict).toBe('PASS');
    expect(finished.report.verdict).toBe('NO-GO');
  });

  test('lacking a tool is nobody’s failure', async () => {
    const error = Object.assign(new Error('caddy is not on this machine: `npm run setup` installs it'), { name: 'MissingTool' });
    const finished = await run(['needs-stack'], { startStack: () => Promise.reject(error) });
    expect(clause(finished, 'DEP-03.starts')).toMatchObject({ verdict: 'INCONCLUSIVE', reason: error.message });
    expect(finished.report.verdict).toBe('INCONCLUSIVE');
  });

  test('keeps the ends of its logs as evidence', async () => {
    const log = join(outDir, 'api-1.log');
    await writeFile(log, 'last words');
    const finished = await run(['needs-stack'], { startStack: () => Promise.reject(new Error(`api-1 ended (log: ${log})`)) });
    expect(clause(finished, 'DEP-03.starts').evidence.map(({ path }) => path)).toContain('evidence/system-start/logs/api-1.log');
  });

  test('is not started when no gate needs it', async () => {
    const startStack = () => Promise.reject(new Error('should not be asked'));
    const { report } = await run(['good'], { startStack }, { selection: ['QA-01'] });
    expect(report.gates.map(({ id }) => id)).toEqual(['good']);
  });
});

describe('waivers', () => {
  const waiver = { owner: 'ana', reason: 'known', issue: 'TK-1', expires: '2999-01-01', approvers: ['ben', 'eve'] };
  const withWaivers = async (...waivers: object[]) => {
    const waiversFile = join(outDir, 'some-waivers.json');
    await writeFile(waiversFile, JSON.stringify(waivers.map((one) => ({ ...waiver, ...one }))));
    return run(['good', 'bad', 'throws'], { waiversFile }, { selection: ['QA-01'] });
  };

  test('cover what they name, before and after both told; one that is not needed is said', async () => {
    const { report } = await withWaivers(
      { clause: 'QA-01.bad' },
      { clause: 'QA-01.throws' },
      { clause: 'QA-01.good' },
      { clause: 'QA-02.open' },
    );
    expect(report.criteria[0]).toMatchObject({ verdict: 'WAIVED', verdictBeforeWaivers: 'FAIL' });
    expect(report).toMatchObject({ verdict: 'INCONCLUSIVE', verdictBeforeWaivers: 'NO-GO' });
    expect(report.waivers.map(({ clause: id, applied, note }) => `${id} ${applied} ${note}`)).toEqual([
      'QA-01.bad true FAIL covered until 2999-01-01',
      'QA-01.throws true INCONCLUSIVE covered until 2999-01-01',
      'QA-01.good false the clause passes: the waiver can go',
      'QA-02.open false the clause was not judged in this run',
    ]);
  });

  test('that have expired cover nothing, and that is said', async () => {
    const finished = await withWaivers({ clause: 'QA-01.bad', expires: '2020-01-01' });
    expect(clause(finished, 'QA-01.bad')).toMatchObject({ verdict: 'FAIL', reason: 'count is 0 (its waiver expired on 2020-01-01)' });
    expect(finished.report.verdict).toBe('NO-GO');
  });
});

test('a place that cannot be written is the harness’s failure, before anything starts', async () => {
  const file = join(outDir, 'a-file');
  await writeFile(file, '');
  await expect(run(['good'], {}, { outDir: file })).rejects.toThrow(HarnessError);
});

test('a disk that breaks under way ends the run and what it started', async () => {
  const before = stopped;
  await expect(run(['disk-breaks', 'needs-stack', 'hangs'])).rejects.toThrow(/cannot write evidence: the disk is full/);
  expect(stopped).toBe(before + 1);
});

test('a run is never GO when the checkout changed meanwhile, and says so', async () => {
  const file = join(place, 'repo/a.txt');
  const edits: RunEvents = { ...quiet, gateStarted: () => writeFileSync(file, 'edited\n') };
  const { report } = await run(['good'], {}, { outDir: join(place, 'edited') }, undefined, edits);
  await writeFile(file, 'a\n');
  expect(report).toMatchObject({ dirty: false, verdict: 'INCONCLUSIVE' });
  expect(report.caps).toEqual([expect.stringMatching(/^the checkout changed while the run lasted.*what is not committed has changed$/)]);
});
