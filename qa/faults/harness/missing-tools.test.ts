import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { gates } from '../../cli/gates.ts';
import { criteria } from '../../criteria/index.ts';
import { fakeHarness, fakePlace, quiet } from '../../run/fixtures/fake-harness.ts';
import { loadGate, toolsOf } from '../../run/plan/plan.ts';
import { type Harness, type RunEvents, runReadiness } from '../../run/run.ts';
import { judgedBy } from '../lanes.ts';
import { projectRoot } from './bench.ts';

const place = fakePlace();
// Exits 0 and prints nothing, whatever it is asked.
const mute = join(place, 'mute');
await writeFile(mute, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
afterAll(() => rm(place, { recursive: true, force: true }));
afterEach(() => {
  vi.restoreAllMocks();
});

const loaded = await Promise.all(Object.keys(gates).map((id) => loadGate(gates, id)));
const needTools = loaded.filter((gate) => toolsOf(gate).length > 0);
const ids = needTools.map(({ id }) => id);

/** The real gates that need tools, in a run whose system starts at once and has nothing in it. */
function run(locate: Harness['locate'], events: RunEvents = quiet) {
  const registryUrl = pathToFileURL(join(projectRoot, 'qa/cli/gates.ts')).href;
  const harness = fakeHarness(place, [], { criteria: judgedBy(ids, criteria), registry: gates, registryUrl, locate });
  const options = { stage: 'candidate', target: 'local', selection: null, profile: 'full', outDir: join(place, 'out') } as const;
  return runReadiness(options, harness, { signal: new AbortController().signal, events });
}

test.each([
  ['missing', (): string | null => null, 'not on this machine'],
  ['there, but says nothing', (): string | null => mute, 'cannot be trusted: asked for a version, it named none'],
] as const)(
  'every tool is %s: each gate that needs one is INCONCLUSIVE and names it',
  async (_name, locate, why) => {
    const { report } = await run(locate);
    const clauses = report.criteria.flatMap((criterion) => criterion.clauses);
    expect(clauses.length).toBeGreaterThan(20);
    for (const clause of clauses) {
      const gate = needTools.find(({ id }) => id === clause.gate);
      expect(clause, clause.id).toMatchObject({ verdict: 'INCONCLUSIVE', reason: expect.stringContaining(why) });
      for (const tool of gate ? toolsOf(gate) : []) expect(clause.reason).toContain(tool);
    }
    expect(report.verdict).toBe('INCONCLUSIVE');
  },
  30_000,
);

test('a clock that jumps during a run takes away its GO, and the report says so', async () => {
  const { now } = Date;
  let jumpMs = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => now() + jumpMs);
  const events: RunEvents = {
    ...quiet,
    gateFinished: () => {
      jumpMs = 3_600_000;
    },
  };
  const { report } = await run(() => null, events);
  expect(report.verdict).not.toBe('GO');
  expect(report.caps).toContainEqual(expect.stringMatching(/^the clock jumped by \+3600 s/));
}, 30_000);
