import { existsSync } from 'node:fs';
import { mkdir, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { criterion } from '../criteria/define.ts';
import { fakeHarness, fakePlace, quiet } from '../run/fixtures/fake-harness.ts';
import type { GateRegistry } from '../run/plan/plan.ts';
import { repoRoot } from '../setup/locate.mjs';
import type { FaultyRun } from './conclude.ts';
import type { Fault } from './fault.ts';
import { lanesOf } from './lanes.ts';
import { type Proof, proveLane, takeSnapshot } from './prove.ts';

const place = fakePlace();
const checkout = join(place, 'repo');
const outDir = join(place, 'out');
afterAll(() => rm(place, { recursive: true, force: true }));

/** A checkout of numbers: one gate judges two of them, each for a criterion of its own, another judges the third after it. */
const files = {
  'one.txt': '1',
  'two.txt': '2',
  'three.txt': '3',
  'qa/cli/gates.ts': `
    import { readFile } from 'node:fs/promises';
    import { Type } from 'typebox';
    const number = async (file: string) => Number(await readFile(file, 'utf8'));
    const verdict = (clause: string, value: number, wanted: number) =>
      ({ clause, verdict: value === wanted ? 'PASS' : 'FAIL', reason: 'it is ' + value, measured: { value, unit: 'times' } });
    const gate = {
      id: 'numbers', title: 'numbers', stages: ['candidate'], clauses: ['QA-01.one', 'QA-02.two'], needs: [], exclusive: false, timeLimitMs: 20_000,
      schema: Type.Object({ one: Type.Number(), two: Type.Number() }),
      gather: async ({ repoRoot }) => ({ one: await number(repoRoot + '/one.txt'), two: await number(repoRoot + '/two.txt') }),
      evaluate: ({ one, two }) => [verdict('QA-01.one', one, 1), verdict('QA-02.two', two, 2)],
    };
    const later = {
      ...gate, id: 'later', title: 'later', clauses: ['QA-03.three'], after: ['numbers'], schema: Type.Object({ three: Type.Number() }),
      gather: async ({ repoRoot }) => ({ three: await number(repoRoot + '/three.txt') }),
      evaluate: ({ three }) => [verdict('QA-03.three', three, 3)],
    };
    export const gates = { numbers: async () => ({ default: gate }), later: async () => ({ default: later }) };`,
};

const criteria = (['QA-01.one', 'QA-02.two', 'QA-03.three'] as const).map((id) =>
  criterion(id.slice(0, 5) as 'QA-01', {
    ...{ title: '', why: '', howToFix: '', owner: '', severity: 'M', stages: ['candidate'] },
    clauses: { [id.slice(6)]: { text: '', threshold: 'right', gate: id === 'QA-03.three' ? 'later' : 'numbers' } },
  }),
);

const one = (replace: string, find = '1') => ({ file: 'one.txt', find, replace });
const fault = (id: string, change: Partial<Fault>): Fault => ({
  id,
  title: id,
  clause: 'QA-01.one',
  reason: /it is/,
  edits: [],
  ...change,
});

let registry: GateRegistry;
beforeAll(async () => {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(checkout, path)), { recursive: true });
    await writeFile(join(checkout, path), text);
  }
  await mkdir(join(checkout, 'node_modules'));
  await symlink(await realpath(join(repoRoot, 'node_modules/typebox')), join(checkout, 'node_modules/typebox'));
  registry = ((await import(pathToFileURL(join(checkout, 'qa/cli/gates.ts')).href)) as { gates: GateRegistry }).gates;
});

interface Session {
  readonly earlier?: Record<string, FaultyRun>;
  readonly signal?: AbortSignal;
  readonly onTried?: () => void;
}

/** Proves faults for real, in copies and processes. Gives what came of each, and what was run with a fault in. */
async function prove(
  faults: readonly Fault[],
  { earlier = {}, signal = new AbortController().signal, onTried = () => undefined }: Session = {},
) {
  const harness = fakeHarness(place, [], { criteria, registry, repoRoot: checkout });
  const [lane, ...others] = await lanesOf(faults, harness);
  if (!lane || others.length > 0) throw new Error('these faults are all of one lane');
  await using snapshot = await takeSnapshot(checkout);
  const tried: string[] = [];
  const proofs = await proveLane(lane, snapshot, harness, {
    outDir,
    signal,
    events: quiet,
    step: () => undefined,
    earlier: ({ id }) => earlier[id],
    faultyRunDone: async ({ id }) => {
      tried.push(id);
      onTried();
    },
  });
  const outcomes = Object.fromEntries(
    proofs.map(({ fault: { id }, outcome, verdicts, note }: Proof) => [id, `${outcome}, ${verdicts.join(' ')}: ${note}`]),
  );
  return { outcomes, tried: tried.sort(), folder: snapshot.folder };
}

test('what the gates before say counts, too', async () => {
  const three = { file: 'three.txt', find: '3', replace: '7' };
  const { outcomes } = await prove([
    fault('three-alone', { clause: 'QA-03.three', edits: [three] }),
    fault('three-and-one', { clause: 'QA-03.three', edits: [three, one('3')] }),
  ]);
  expect(outcomes).toEqual({
    'three-alone': 'proven, PASS FAIL PASS: it is 7',
    'three-and-one': 'misnamed, PASS FAIL PASS: it turned red as well, without the fault naming it: QA-01.one (it is 3)',
  });
});

test('each fault is tried in a copy of its own, and only what turns red as it should is proven', async () => {
  const runsBefore = (await readdir(outDir)).length;
  const { outcomes } = await prove([
    fault('wrong', { edits: [one('3')], measured: { above: 2 } }),
    fault('no-change-at-all', { edits: [one('1.0')] }),
    fault('wrong-the-other-way', { edits: [one('0')], measured: { above: 2 } }),
    fault('more-than-it-says', { edits: [one('3'), { file: 'two.txt', find: '2', replace: '4' }] }),
    fault('all-that-it-says', { edits: [one('3'), { file: 'two.txt', find: '2', replace: '4' }], alsoRed: ['QA-02'] }),
    fault('outdated', { edits: [one('3', '7')] }),
  ]);
  expect(outcomes).toEqual({
    wrong: 'proven, PASS FAIL PASS: it is 3',
    'no-change-at-all': 'unnoticed, PASS PASS PASS: still PASS: it is 1',
    'wrong-the-other-way': 'misnamed, PASS FAIL PASS: red, but the measured value is 0: it is 0',
    'more-than-it-says': 'misnamed, PASS FAIL PASS: it turned red as well, without the fault naming it: QA-02.two (it is 4)',
    'all-that-it-says': 'proven, PASS FAIL PASS: it is 3',
    outdated: 'not-run, PASS – PASS: the text to replace occurs 0 times in one.txt, not once: «7»',
  });
  // One healthy run before and one after them all; the outdated fault takes none.
  expect((await readdir(outDir)).length - runsBefore).toBe(5 + 2);
}, 60_000);

test('what an interrupted session has seen turn red is not tried again', async () => {
  const earlier = { seen: { outcome: 'red', verdict: 'FAIL', note: 'it was 3' } } as const;
  const { outcomes, tried } = await prove([fault('seen', { edits: [one('3')] }), fault('new', { edits: [one('3')] })], { earlier });
  expect(tried).toEqual(['new']);
  expect(outcomes).toEqual({ seen: 'proven, PASS FAIL PASS: it was 3', new: 'proven, PASS FAIL PASS: it is 3' });
}, 60_000);

test('interrupted, nothing is proven, and nothing is left of the copies', async () => {
  const { outcomes, tried, folder } = await prove([fault('wrong', { edits: [one('3')] })], { signal: AbortSignal.abort() });
  expect(tried).toEqual([]);
  expect(outcomes.wrong).toMatch(/^not-run/);
  expect(existsSync(folder)).toBe(false);
}, 60_000);

test('interrupted on the way, no more is started, and what was tried is kept for the next time', async () => {
  const controller = new AbortController();
  const faults = ['first', 'second', 'third', 'fourth'].map((id) => fault(id, { edits: [one('3')] }));
  const { outcomes, tried, folder } = await prove(faults, { signal: controller.signal, onTried: () => controller.abort() });
  // Two are under way at a time.
  expect([1, 2]).toContain(tried.length);
  for (const outcome of Object.values(outcomes)) expect(outcome).toMatch(/^not-run, .*: interrupted before/);
  expect(existsSync(folder)).toBe(false);
}, 60_000);

test('a fault of a clause that does not pass anyway cannot be proven', async () => {
  await writeFile(join(checkout, 'one.txt'), '5');
  try {
    const { outcomes, tried } = await prove([fault('wrong', { edits: [one('3', '5')] })]);
    expect([outcomes.wrong, tried]).toEqual(['not-run, FAIL – –: healthy, it does not pass: it is 5', []]);
  } finally {
    await writeFile(join(checkout, 'one.txt'), '1');
  }
}, 60_000);
