import { execFile } from 'node:child_process';
import { appendFile, cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Report, ReportSchema } from '@transkeep/reports/contract/index.ts';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/**
 * The harness against a small run: the real command starts the real system, walks it in a real browser, judges it and
 * writes a report; then the saved run is judged again, and once more with one byte changed.
 */
const root = resolve(import.meta.dirname, '../../..');
/** The last one has no gates: nothing runs for it. */
const SELECTION = ['SEC-01', 'SEC-02', 'QA-03', 'SEC-03'];

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function readiness(...args: string[]): Promise<Ended> {
  return new Promise((done) => {
    const env = { ...process.env, CI: 'true' };
    const command = [join(root, 'qa/cli/main.ts'), ...args];
    execFile(process.execPath, command, { cwd: root, env, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      done({ code: error ? (error.code as unknown as number | null) : 0, stdout, stderr });
    });
  });
}

const processesOf = async (marker: string): Promise<string[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  // One that ended meanwhile has no command line any more, and a zombie an empty one.
  const commands = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return commands.filter((command) => command.includes(marker));
};

let folder: string;
let ended: Ended;
let report: Report;
let runDir: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'transkeep-system-'));
  ended = await readiness('--only', SELECTION.join(','), '--profile', 'smoke', '--out', folder);
  runDir = join(folder, /** the run's folder is the parent of the report that the last lines name */ runFolderIn(ended.stdout));
  report = JSON.parse(await readFile(join(runDir, 'report.json'), 'utf8')) as Report;
}, 280_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

function runFolderIn(stdout: string): string {
  const match = /([^/\s]+)\/report\.html/.exec(stdout);
  if (!match?.[1]) throw new Error(`no report named in: ${stdout}`);
  return match[1];
}

describe('a small run', () => {
  test('says first what it judges, and ends INCONCLUSIVE with exit 2, as a part can never be GO', () => {
    expect(ended.stdout.split('\n')[0]).toMatch(/candidate.*local.*SEC-01/);
    expect(ended.code, ended.stderr).toBe(2);
  });

  test('writes a report that keeps its schema and holds exactly what was selected', () => {
    expect(Value.Check(ReportSchema, report)).toBe(true);
    expect(report.verdict).toBe('INCONCLUSIVE');
    expect(report.criteria.map(({ id }) => id).toSorted()).toEqual(SELECTION.toSorted());
    expect(report.caps.length).toBeGreaterThan(0);
  });

  test.each([
    'QA-03.upload-review-download',
    'QA-03.authentication',
    'QA-03.tone',
    'SEC-01.tls13',
    'SEC-01.old-tls-refused',
    'SEC-01.hsts',
    'SEC-02.signature',
    'SEC-02.alg-none',
  ])('%s passes on evidence', (id) => {
    const clause = report.criteria.flatMap(({ clauses }) => clauses).find((one) => one.id === id);
    expect(clause?.verdict, clause?.reason).toBe('PASS');
    expect(clause?.evidence.length).toBeGreaterThan(0);
  });

  test('what has no gate yet is INCONCLUSIVE and says so', () => {
    const without = report.criteria.flatMap(({ clauses }) => clauses).filter(({ gate }) => gate === undefined);
    expect(without.length).toBeGreaterThan(0);
    for (const clause of without) {
      expect(clause).toMatchObject({ verdict: 'INCONCLUSIVE', reason: expect.stringContaining('no gate yet') });
    }
  });

  test('leaves no process behind', async () => {
    expect(await processesOf(folder)).toEqual([]);
  });

  test('is judged the same again from its evidence', async () => {
    expect(await readiness('verify', runDir)).toMatchObject({ code: 2 });
  });

  test('one changed byte of evidence is found', async () => {
    const copy = join(folder, 'tampered');
    await cp(runDir, copy, { recursive: true });
    await appendFile(join(copy, 'evidence/edge-tls/evidence.json'), ' ');
    const verified = await readiness('verify', copy);
    expect(verified.code).toBe(3);
    expect(verified.stdout + verified.stderr).toMatch(/edge-tls\/evidence\.json/);
  });
});

describe('bad input is one line and exit 4', () => {
  test.each([
    [['--no-such-flag'], /no-such-flag/],
    [['--only', 'SEC-99'], /SEC-99/],
    [['--stage', 'orbit'], /orbit/],
    [['--stage', 'launch'], /--target/],
  ])('%j', async (args, expected) => {
    const { code, stderr } = await readiness(...args);
    expect(code).toBe(4);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(expected);
  });
});

test('a run that is not there is exit 3, in one line', async () => {
  const { code, stderr } = await readiness('verify', '/nonexistent/run');
  expect(code).toBe(3);
  expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('/nonexistent/run')]);
});
