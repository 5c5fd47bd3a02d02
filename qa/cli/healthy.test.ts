import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { renderJson } from '@transkeep/reports/json.ts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { UsageError } from '../run/errors.ts';
import { fakeCriteria } from '../run/fixtures/fake-criteria.ts';
import type { Harness } from '../run/run.ts';
import { gates } from './fixtures/timed-gates.ts';
import { healthy } from './healthy.ts';
import type { HealthyCommand } from './options.ts';

let place: string;
let said: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'healthy-'));
  await writeFile(join(place, 'none.json'), '[]');
  vi.stubEnv('TIMED_PLACE', place);
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await rm(place, { recursive: true, force: true });
});

function harness(gateIds: readonly string[]): Harness {
  return {
    criteria: fakeCriteria(gateIds).slice(0, 1),
    registry: gates,
    registryUrl: pathToFileURL(join(import.meta.dirname, 'fixtures/timed-gates.ts')).href,
    // No repository: nothing that others change beside this test makes its runs differ.
    repoRoot: place,
    waiversFile: join(place, 'none.json'),
    attestationsFile: join(place, 'none.json'),
    signer: null,
    locate: () => null,
    startStack: () => Promise.reject(new Error('nothing here needs the system')),
    faults: async () => [],
    render: (report: Parameters<typeof renderJson>[0], { outDir }: { outDir: string }) =>
      writeFile(join(outDir, 'report.json'), renderJson(report)),
  } as Harness;
}

const run = (gateIds: readonly string[], change: Partial<HealthyCommand> = {}) =>
  healthy({ command: 'healthy', runs: 2, only: null, profile: 'full', out: join(place, 'out'), ...change }, harness(gateIds), true);

const runFolders = async () => (await readdir(join(place, 'out'), { withFileTypes: true })).filter((entry) => entry.isDirectory());

describe('a healthy system, again and again', () => {
  test('is 0 when nothing alarms and everything is decided; only clauses of timed gates count', async () => {
    expect(await run(['steady', 'untimed'])).toBe(0);
    expect(await runFolders()).toHaveLength(2);
    expect(said).toContain('2 of 2 healthy runs: 0 NO-GO (0 allowed), 2 decided (2 needed)');
    expect(said).toMatch(/\| QA-01\.steady \| some +\| 2 +\| 0 +\| 0 +\| 11 +\| 11\.5 +\| 12 +\| n +\|/);
    expect(said).not.toContain('QA-01.untimed');
    expect(await readFile(join(place, 'out/healthy.md'), 'utf8')).toContain('2 of 2 healthy runs');
    const saved = JSON.parse(await readFile(join(place, 'out/healthy.json'), 'utf8'));
    expect(saved).toMatchObject({ runs: 2, noGo: [], decided: 2, clauses: [{ clause: 'QA-01.steady', values: [11, 12] }] });
  }, 60_000);

  test('one alarm is one too many, and does not end the series', async () => {
    expect(await run(['steady', 'alarms'])).toBe(1);
    expect(said).toContain('2 of 2 healthy runs: 1 NO-GO');
    expect(said).toContain('- QA-01.alarms: too slow');
  }, 60_000);

  test('too many undecided are 2', async () => {
    expect(await run(['wavers'])).toBe(2);
    expect(said).toContain('1 decided (2 needed)');
  }, 60_000);

  test('goes on where it was stopped', async () => {
    expect(await run(['steady'], { runs: 1 })).toBe(0);
    expect(await run(['steady'])).toBe(0);
    expect(said).toContain('2 healthy runs of QA-01, 1 of them there already');
    expect(await runFolders()).toHaveLength(2);
    expect(await run(['steady'])).toBe(0);
    expect(await runFolders()).toHaveLength(2);
  }, 60_000);

  test('can be interrupted; the run that was cut does not count', async () => {
    const stopped = run(['takes-long']);
    await vi.waitFor(async () => expect(await readdir(join(place, 'out'))).toHaveLength(1), 20_000);
    process.emit('SIGINT');
    expect(await stopped).toBe(130);
    expect(said).toContain('0 of 2 healthy runs');
    expect(said).toContain('The same command goes on from here.');
  }, 60_000);
});

describe('runs that are no repetitions of these', () => {
  test('of other criteria are refused, in one line', async () => {
    await run(['steady'], { runs: 1 });
    await expect(run(['steady', 'wavers'])).rejects.toThrow(UsageError);
    await expect(run(['steady'], { profile: 'smoke' })).rejects.toThrow(
      /was made with another profile: choose an empty folder with --out$/,
    );
  }, 60_000);

  test('a run that lost what it was made with is refused; one killed before it had a report does not count', async () => {
    await run(['steady'], { runs: 1 });
    await mkdir(join(place, 'out/killed'));
    const [folder] = await runFolders();
    await rm(join(place, 'out', folder?.name ?? '', 'opening.json'));
    await expect(run(['steady'], { runs: 1 })).rejects.toThrow('is no run');
    await rm(join(place, 'out', folder?.name ?? ''), { recursive: true });
    expect(await run(['steady'], { runs: 1 })).toBe(0);
  }, 60_000);

  test('a report that is damaged is named', async () => {
    await run(['steady'], { runs: 1 });
    const [folder] = await runFolders();
    await cp(join(place, 'none.json'), join(place, 'out', folder?.name ?? '', 'report.json'));
    await expect(run(['steady'])).rejects.toThrow('is no report of a run: remove its folder and go on');
  }, 60_000);

  test('where nothing measures time there is nothing to repeat', async () => {
    await expect(run(['untimed'])).rejects.toThrow('no gate of this catalogue measures time');
    await expect(run(['steady'], { only: ['PERF'] })).rejects.toThrow(UsageError);
  });
});
