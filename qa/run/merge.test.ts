import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderJson } from '@transkeep/reports/json.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { thresholdsOf } from '../criteria/catalogue.ts';
import { EvidenceError, UsageError } from './errors.ts';
import { finishRun } from './finish.ts';
import { fakeHarness, fakePlace, quiet, registry } from './fixtures/fake-harness.ts';
import { mergeRuns } from './merge.ts';
import { readOpening, writeOpening } from './opening.ts';
import { dealShards, parseShard } from './plan/shards.ts';
import type { RunRecord } from './record.ts';
import { type FinishedRun, type RunOptions, runReadiness } from './run.ts';
import { judgeRun } from './verdicts/judge-run.ts';
import { verifyRun } from './verify.ts';

const GATES = ['good', 'bad', 'throws', 'first', 'needs-stack', 'needs-go'];
const place = fakePlace();
const outDir = join(place, 'out');
const harness = fakeHarness(place, GATES);

function run(options: Partial<RunOptions> = {}): Promise<FinishedRun> {
  const all: RunOptions = { stage: 'candidate', target: 'local', selection: null, profile: 'full', outDir, ...options };
  return runReadiness(all, harness, { signal: new AbortController().signal, events: quiet });
}

const said = ({ report }: Pick<FinishedRun, 'report'>) =>
  Object.fromEntries(report.criteria.flatMap(({ clauses }) => clauses.map(({ id, verdict, reason }) => [id, [verdict, reason]])));
/** How long the system took to start differs from run to run. */
const alike = (finished: Pick<FinishedRun, 'report'>) =>
  JSON.parse(JSON.stringify(said(finished)).replaceAll(/after [\d.]+ s/g, 'after … s'));

let whole: FinishedRun;
let shards: FinishedRun[];
const dirs = () => shards.map(({ runDir }) => runDir);
beforeAll(async () => {
  whole = await run();
  shards = [];
  for (const name of ['1/3', '2/3', '3/3']) shards.push(await run({ shard: parseShard(name) }));
}, 120_000);
afterAll(() => rm(place, { recursive: true, force: true }));

describe('a shard', () => {
  test('runs its own gates, leaves the others to theirs, and is never GO', () => {
    const mine = shards.map(({ report }) => report.gates.filter(({ reason }) => !reason.startsWith('left to')).map(({ id }) => id));
    expect(mine.flat().sort()).toEqual([...GATES, 'system-start'].sort());
    for (const { report } of shards) {
      expect(report.caps.join()).toMatch(/only shard \d\/3: merge all of them/);
      expect(report.verdict).not.toBe('GO');
    }
  });
});

describe('merged shards', () => {
  test('say of every clause what the whole run says, and are a run like any other', async () => {
    const merged = await mergeRuns(dirs().reverse(), outDir, harness);
    expect(alike(merged)).toEqual(alike(whole));
    expect(merged.report.verdict).toBe(whole.report.verdict);
    expect(merged.report.shards?.map(({ shard }) => shard)).toEqual(['1/3', '2/3', '3/3']);
    const plans = shards.flatMap(({ report }) => report.plan ?? []);
    expect(merged.report.plan).toMatchObject({
      criticalPathMs: Math.max(...plans.map(({ criticalPathMs }) => criticalPathMs)),
      wallMs: Math.max(...plans.map(({ wallMs }) => wallMs)),
      limitedBy: expect.stringMatching(/^shard [123]\/3, the longest: /),
    });
    expect((await verifyRun(merged.runDir, { criteria: harness.criteria, registry })).differences).toEqual([]);
    const [evidence] = merged.report.criteria[0]?.clauses.find(({ id }) => id === 'QA-01.good')?.evidence ?? [];
    expect(await readFile(join(merged.runDir, evidence?.path ?? ''), 'utf8')).toContain('42');
    await writeFile(join(merged.runDir, evidence?.path ?? ''), '{"count": 43}');
    await expect(verifyRun(merged.runDir, { criteria: harness.criteria, registry })).rejects.toThrow(EvidenceError);
  });

  test('without one of them leave its clauses open, by name', async () => {
    const lost = shards.findIndex(({ report }) => report.gates.some(({ id, outcome }) => id === 'bad' && outcome === 'ran'));
    const { report } = await mergeRuns(
      dirs().filter((_, index) => index !== lost),
      outDir,
      harness,
    );
    expect(said({ report })['QA-01.bad']).toEqual(['INCONCLUSIVE', `shard ${lost + 1}/3 is missing`]);
    expect(report).toMatchObject({
      complete: false,
      verdict: 'INCONCLUSIVE',
      caps: expect.arrayContaining([`shard ${lost + 1}/3 is missing`]),
    });
  });

  test('must belong together, each once', async () => {
    const [one = '', two = ''] = dirs();
    const other = await run({ shard: parseShard('2/3'), profile: 'smoke' });
    const half = await run({ shard: parseShard('2/2') });
    const refused = (...names: string[]) => expect(mergeRuns(names, outDir, harness)).rejects;
    await refused(one, one).toThrow(/are both shard 1\/3/);
    await refused(one, other.runDir).toThrow('another profile');
    await refused(one, half.runDir).toThrow('another number of shards');
    await refused(whole.runDir, two).toThrow(UsageError);
    await writeFile(join(place, 'repo/b.txt'), 'b');
    const dirty = await run({ shard: parseShard('2/3') });
    await rm(join(place, 'repo/b.txt'));
    await refused(one, dirty.runDir).toThrow('another uncommitted changes');
  }, 120_000);

  test('must be as they were saved', async () => {
    const copy = join(place, 'copy');
    await cp(dirs()[0] ?? '', copy, { recursive: true });
    await writeFile(join(copy, 'run.json'), ' ', { flag: 'a' });
    await expect(mergeRuns([copy, dirs()[1] ?? ''], outDir, harness)).rejects.toThrow(`${copy}: run.json was changed after the run`);
    await expect(mergeRuns([join(place, 'nowhere')], outDir, harness)).rejects.toThrow(EvidenceError);
  });
});

test('any partition of a run’s gates merges to the verdicts of the whole', async () => {
  const opening = await readOpening(whole.runDir);
  const record = JSON.parse(await readFile(join(whole.runDir, 'run.json'), 'utf8')) as RunRecord;
  const owners = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: record.gates.length, maxLength: record.gates.length });
  let round = 0;
  await fc.assert(
    fc.asyncProperty(owners, async (owner) => {
      round += 1;
      const place4 = join(place, `partition-${round}`);
      const parts: string[] = [];
      for (const index of [1, 2, 3, 4]) {
        const shard = `${index}/4`;
        const dir = join(place4, `${index}`);
        parts.push(dir);
        await mkdir(join(dir, 'evidence'), { recursive: true });
        const gates = record.gates.map((gate, at) =>
          owner[at] === index
            ? { ...gate, shard }
            : { ...gate, outcome: 'skipped' as const, reason: `left to shard ${owner[at]}/4`, shard: `${owner[at]}/4` },
        );
        for (const { id, outcome } of gates.filter((gate) => gate.shard === shard))
          if (outcome !== 'skipped') await cp(join(whole.runDir, 'evidence', id), join(dir, 'evidence', id), { recursive: true });
        await writeOpening(dir, { ...opening, run: { ...opening.run, shard } });
        const judgements = await judgeRun(gates, dir, registry, thresholdsOf(harness.criteria), true);
        const render = (report: Parameters<typeof renderJson>[0]) => writeFile(join(dir, 'report.json'), renderJson(report));
        await finishRun({ ...record, gates, shard }, judgements, { runDir: dir, outDir: place4, criteria: harness.criteria, render });
      }
      const merged = await mergeRuns(parts, place4, harness);
      expect(said(merged)).toEqual(said(whole));
      await rm(place4, { recursive: true });
    }),
    { numRuns: 12 },
  );
}, 120_000);

test('gates are dealt alike everywhere, each to one shard, those that build on each other together', () => {
  const gate = (id: string, more: object = {}) => ({ id, needs: [], exclusive: false, timeLimitMs: 10, ...more }) as never;
  const gates = [
    gate('a'),
    gate('b', { after: ['a'] }),
    gate('load', { exclusive: true }),
    gate('c'),
    gate('d', { after: ['b'] }),
    gate('e'),
  ];
  const deal = dealShards(gates, 3);
  expect([...dealShards(gates.toReversed(), 3)].sort()).toEqual([...deal].sort());
  expect(deal.get('b')).toBe(deal.get('a'));
  expect(deal.get('d')).toBe(deal.get('a'));
  expect(new Set(deal.values())).toEqual(new Set([1, 2, 3]));
  expect(deal.size).toBe(6);
});
