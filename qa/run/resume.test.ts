import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { readHistory } from '@transkeep/reports/history.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCommit } from './environment.ts';
import { EvidenceError, UsageError } from './errors.ts';
import { writeChecksums } from './evidence/checksums.ts';
import { fakeHarness, fakePlace, quiet, registry } from './fixtures/fake-harness.ts';
import { changesFingerprint } from './opening.ts';
import { resumeRun, workedMs } from './resume.ts';
import { type Harness, runReadiness } from './run.ts';
import { verifyRun } from './verify.ts';

let place: string;
let children: ChildProcess[];
beforeEach(() => {
  place = fakePlace();
  process.env.FAKE_PLACE = place;
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await writeFile(join(place, 'go-on'), '');
  expect(await leftRunning()).toEqual([]);
  await rm(place, { recursive: true, force: true });
});

/** Starts a run in a process of its own and kills it outright once it has said `moment`. Gives the run's folder. */
async function killAt(moment: string, gates: string, dir = ''): Promise<string> {
  const args = [join(import.meta.dirname, 'fixtures/killable-run.ts'), place, gates, ...(dir ? [dir] : [])];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const exited = once(child, 'exit');
  let runDir = dir;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('planned ')) runDir = line.slice('planned '.length);
    if (line.startsWith(moment)) break;
  }
  child.kill('SIGKILL');
  await exited;
  return runDir;
}

/** Processes of a killed run that are still there after at most ten seconds: everything a gate starts inherits the name of the place. */
async function leftRunning(): Promise<string[]> {
  for (let tries = 0; ; tries += 1) {
    const found: string[] = [];
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)) {
      const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
      const command = await readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '');
      if (environment.includes(`FAKE_PLACE=${place}\0`) && !command.includes('vitest'))
        found.push(`${pid} ${command.replaceAll('\0', ' ')}`);
    }
    if (found.length === 0 || tries === 200) return found;
    await delay(50);
  }
}

const gathered = async () => (await readFile(join(place, 'gathered'), 'utf8').catch(() => '')).split('\n').filter(Boolean).sort();
const goOn = () => writeFile(join(place, 'go-on'), '');
const harnessFor = (gates: string, change: Partial<Harness> = {}) => fakeHarness(place, gates.split(','), change);
const resume = (runDir: string, gates: string, change: Partial<Harness> = {}, now = Date.now) =>
  resumeRun(runDir, harnessFor(gates, change), { signal: new AbortController().signal, events: quiet, now });
const verdictsOf = ({ report }: Awaited<ReturnType<typeof resume>>) =>
  Object.fromEntries(report.criteria.flatMap(({ clauses }) => clauses.map(({ id, verdict }) => [id, verdict])));

const GATES = 'first,bad,second,waits,needs-stack';
const WHOLE = {
  'QA-01.first': 'PASS',
  'QA-01.bad': 'FAIL',
  'QA-01.second': 'PASS',
  'QA-01.waits': 'PASS',
  'QA-01.needs-stack': 'PASS',
  'QA-02.open': 'INCONCLUSIVE',
  'DEP-03.starts': 'PASS',
};

describe('a run whose harness was killed', () => {
  test.each(['planned', 'finished first', 'progress waits', 'finished needs-stack'])(
    'at «%s» is finished by doing only what is missing, and nothing is left running',
    async (moment) => {
      const runDir = await killAt(moment, GATES);
      expect(await leftRunning()).toEqual([]);
      const before = await gathered();
      await goOn();
      const finished = await resume(runDir, GATES);
      expect(verdictsOf(finished)).toEqual(WHOLE);
      expect(finished.report).toMatchObject({ complete: true, verdict: 'NO-GO', resumedAt: [expect.any(String)] });
      const { plan, gates } = finished.report;
      const ran = gates.filter(({ id, outcome }) => outcome === 'ran' && id !== 'system-start').map(({ id }) => id);
      expect(plan?.criticalPath).toEqual(expect.arrayContaining(ran));
      expect(plan?.wallMs).toBeGreaterThanOrEqual(plan?.criticalPathMs ?? Number.POSITIVE_INFINITY);
      // What was in the journal was not done again; at most what ended in the very moment of the kill was.
      const twice = (await gathered()).filter((id, index, all) => all.indexOf(id) !== index);
      expect(twice.length).toBeLessThanOrEqual(1);
      for (const id of before) expect(await gathered()).toContain(id);
      const { differences } = await verifyRun(runDir, { criteria: harnessFor(GATES).criteria, registry });
      expect(differences).toEqual([]);
    },
    60_000,
  );

  test('twice is finished as well; what its gates had begun is set aside, not mixed in', async () => {
    const runDir = await killAt('progress waits', GATES);
    await killAt('progress waits', GATES, runDir);
    // A line that was being written when the power failed.
    await appendFile(join(runDir, 'journal.jsonl'), '{"event":"gate","at":"2026');
    await goOn();
    const finished = await resume(runDir, GATES);
    expect(verdictsOf(finished)).toEqual(WHOLE);
    expect(finished.report.resumedAt).toHaveLength(2);
    for (const session of ['1', '2']) {
      expect(await readFile(join(runDir, 'set-aside', session, 'waits/partial.txt'), 'utf8')).toBe('half of it');
    }
    const evidence = finished.report.criteria.flatMap(({ clauses }) =>
      clauses.flatMap((clause) => clause.evidence.map(({ path }) => path)),
    );
    expect(evidence.filter((path) => path.includes('set-aside'))).toEqual([]);
    expect((await gathered()).filter((id) => id === 'waits')).toHaveLength(1);
  }, 60_000);

  test('takes a gate along that never listens', async () => {
    await killAt('progress spins-and-waits', 'spins-and-waits');
    expect(await leftRunning()).toEqual([]);
  }, 60_000);

  test('is left alone while it still runs', async () => {
    const args = [join(import.meta.dirname, 'fixtures/killable-run.ts'), place, 'waits'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const runDir = `${(await lines.next()).value}`.slice('planned '.length);
    await expect(resume(runDir, 'waits')).rejects.toThrow(`is still being written by process ${child.pid}`);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }, 60_000);
});

describe('a run that was interrupted', () => {
  const interrupted = async (gates: string, change: Partial<Harness> = {}) => {
    const controller = new AbortController();
    const gateProgress = ({ id }: { id: string }) => id === 'waits' && controller.abort(new Error('interrupted'));
    const options = { stage: 'candidate', target: 'local', selection: null, profile: 'full', outDir: join(place, 'out') } as const;
    const context = { signal: controller.signal, events: { ...quiet, gateProgress } };
    return runReadiness(options, harnessFor(gates, change), context);
  };

  test('is finished the same way, once only', async () => {
    const { runDir, report } = await interrupted(GATES);
    expect(report.complete).toBe(false);
    await goOn();
    expect(verdictsOf(await resume(runDir, GATES))).toEqual(WHOLE);
    await expect(resume(runDir, GATES)).rejects.toThrow('is finished: there is nothing to resume');
  }, 60_000);

  test('keeps what people vouched for as the run began, and needs it unchanged', async () => {
    const text = 'a receipt';
    const sha256 = createHash('sha256').update(text).digest('hex');
    const attestationsFile = join(place, 'attestations.json');
    await writeFile(join(place, 'receipt.txt'), text);
    const criteria = harnessFor('first,waits').criteria.map((criterion) => ({
      ...criterion,
      clauses: criterion.clauses.map((clause) => (clause.id === 'QA-02.open' ? { ...clause, attested: true } : clause)),
    })) as Harness['criteria'];
    const { commit } = await readCommit(join(place, 'repo'));
    const vouched = {
      clause: 'QA-02.open',
      who: 'ana',
      what: 'seen',
      when: '2026-01-01',
      commit,
      expires: '2999-01-01',
      file: 'receipt.txt',
      sha256,
    };
    await writeFile(attestationsFile, JSON.stringify([vouched]));
    const { runDir } = await interrupted('first,waits', { criteria, attestationsFile });
    const kept = join(runDir, 'evidence/attestations/receipt.txt');
    await rm(join(runDir, 'SHA256SUMS'));
    await writeFile(kept, 'another receipt');
    await expect(resume(runDir, 'first,waits', { criteria })).rejects.toThrow('receipt.txt is not the file that was vouched for');
    await rm(kept);
    await expect(resume(runDir, 'first,waits', { criteria })).rejects.toThrow('receipt.txt is missing');
    await writeFile(kept, text);
    await goOn();
    // The list came from outside of the checkout, and need not be there any more.
    expect(verdictsOf(await resume(runDir, 'first,waits', { criteria }))).toMatchObject({ 'QA-02.open': 'PASS' });
    expect((await verifyRun(runDir, { criteria, registry })).differences).toEqual([]);
    // Whoever changes the file can write the sums anew, but not what was vouched for.
    await writeFile(kept, 'another receipt');
    await writeChecksums(runDir);
    await expect(verifyRun(runDir, { criteria, registry })).rejects.toThrow('receipt.txt is not the file that was vouched for');
  }, 60_000);

  test('gives nobody a second chance: what failed has failed, and so has a system that did not start', async () => {
    const startStack = () => Promise.reject(new Error('api-1 ended with exit code 1'));
    const { runDir } = await interrupted('throws,needs-stack,waits', { startStack });
    await goOn();
    const finished = await resume(runDir, 'throws,needs-stack,waits');
    expect(verdictsOf(finished)).toMatchObject({
      'QA-01.throws': 'INCONCLUSIVE',
      'QA-01.needs-stack': 'INCONCLUSIVE',
      'DEP-03.starts': 'FAIL',
    });
  }, 60_000);

  test('needs its evidence as it was saved', async () => {
    const { runDir } = await interrupted('bad,first,waits');
    await writeFile(join(runDir, 'evidence/bad/evidence.json'), '{"count": 1}');
    await expect(resume(runDir, 'bad,first,waits')).rejects.toThrow(EvidenceError);
    await rm(join(runDir, 'SHA256SUMS'));
    await expect(resume(runDir, 'bad,first,waits')).rejects.toThrow('evidence/bad/evidence.json was changed after it was saved');
    await rm(join(runDir, 'evidence/bad'), { recursive: true });
    await expect(resume(runDir, 'bad,first,waits')).rejects.toThrow('the manifest of bad is missing');
  }, 60_000);

  test('is of one commit, one configuration, one machine and one day', async () => {
    const { runDir } = await interrupted('first,waits');
    const refused = (change: Partial<Harness>, now?: () => number) => expect(resume(runDir, 'first,waits', change, now)).rejects;
    await refused({ criteria: harnessFor('first,waits,second').criteria }).toThrow('the criteria have changed');
    await refused({}, () => Date.now() + 25 * 3_600_000).toThrow('more than 24 h from now');
    await refused({}, () => Date.now() - 3_600_000).toThrow(UsageError);
    await writeFile(join(place, 'repo/a.txt'), 'b\n');
    await refused({}).toThrow(/cannot be resumed: what is not committed has changed; run the whole stage again/);
    await refused({ repoRoot: place }).toThrow('the commit is unknown now');
    const waiver = { clause: 'QA-01.first', owner: 'o', reason: 'r', issue: 'i', expires: '2999-01-01', approvers: ['a', 'b'] };
    await writeFile(join(place, 'repo/a.txt'), 'a\n');
    await writeFile(join(place, 'waivers.json'), JSON.stringify([waiver]));
    await refused({}).toThrow('the waivers have changed');
    await writeFile(join(place, 'waivers.json'), '[]');
    // All of that touched nothing.
    await goOn();
    expect((await resume(runDir, 'first,waits')).report.complete).toBe(true);
  }, 60_000);
});

test('a run that was killed before it was in the history gets into it', async () => {
  const outDir = join(place, 'out');
  const options = { stage: 'candidate', target: 'local', selection: null, profile: 'full', outDir } as const;
  const { runDir } = await runReadiness(options, harnessFor('first'), { signal: new AbortController().signal, events: quiet });
  const history = join(outDir, 'history.jsonl');
  await rm(history);
  await rm(join(outDir, 'latest'));
  expect(verdictsOf(await resume(runDir, 'first'))).toMatchObject({ 'QA-01.first': 'PASS' });
  expect(await gathered()).toEqual(['first']);
  expect((await readHistory(history)).entries.map(({ runId }) => runId)).toEqual([basename(runDir)]);
  expect(await readlink(join(outDir, 'latest'))).toBe(basename(runDir));
  await expect(resume(runDir, 'first')).rejects.toThrow('is finished: there is nothing to resume');
}, 60_000);

test('a new file counts as a change where git was told not to show any', async () => {
  const repo = join(place, 'repo');
  execFileSync('git', ['config', 'status.showUntrackedFiles', 'no'], { cwd: repo });
  expect([(await readCommit(repo)).dirty, await changesFingerprint(repo)]).toEqual([false, 'none']);
  await writeFile(join(repo, 'new.txt'), '');
  expect((await readCommit(repo)).dirty).toBe(true);
  expect(await changesFingerprint(repo)).not.toBe('none');
});

test('a folder that is no run is refused', async () => {
  await expect(resume(place, 'first')).rejects.toThrow('is no run that can be resumed');
});

test('time between the sessions of a run is no work, nor is a session that noted nothing', () => {
  const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 10, 0, second)).toISOString();
  const session = (second: number) => ({ event: 'session', at: at(second) }) as const;
  const system = (second: number) => ({ event: 'system', at: at(second), services: 'embedded' }) as const;
  expect(workedMs([])).toBe(0);
  expect(workedMs([session(0), system(4), system(9), session(30), session(40), system(41)])).toBe(10_000);
});
