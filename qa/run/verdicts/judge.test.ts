import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { thresholdsOf } from '../../criteria/catalogue.ts';
import { openGateFolder, saveJudged, writeManifest } from '../evidence/evidence-store.ts';
import { fakeCriteria } from '../fixtures/fake-criteria.ts';
import { gates } from '../fixtures/fake-gates.ts';
import { recordOf, resultOf } from '../fixtures/saved-run.ts';
import { type AnyGate, loadGate } from '../plan/plan.ts';
import { assemble } from './assemble.ts';
import { judgeGate } from './judge.ts';

const criteria = fakeCriteria(['good']);
const at = '2026-11-22T10:00:00.000Z';

let runDir: string;
let gate: AnyGate;
beforeEach(async () => {
  runDir = await mkdtemp(join(tmpdir(), 'judge-'));
  gate = await loadGate(gates, 'good');
  await openGateFolder(runDir, 'good');
  await saveJudged(runDir, 'good', gate.schema, { count: 42 });
});
afterEach(() => rm(runDir, { recursive: true, force: true }));

describe('a clock that jumps while a gate gathers', () => {
  const judge = async (exclusive: boolean, clockJumpMs: number) => {
    await writeManifest(runDir, { gate: 'good', startedAt: at, finishedAt: at, clockJumpMs, commands: [], tools: {} });
    return judgeGate({ ...gate, exclusive }, resultOf(gate), runDir, thresholdsOf(criteria));
  };

  test.each([3_600_000, -7_200_000, 5_001])('leaves a gate that measures time without a verdict: %i ms', async (jumpMs) => {
    const { answers, problem, files } = await judge(true, jumpMs);
    expect(answers).toEqual([]);
    expect(problem).toMatch(/^the clock jumped by [+-]\d+ s while good measured time$/);
    expect(files).toHaveLength(1);
  });

  test('does not matter to one that measures none, nor when it is slewed', async () => {
    expect((await judge(false, 3_600_000)).answers).toMatchObject([{ verdict: 'PASS' }]);
    expect((await judge(true, 4_999)).answers).toMatchObject([{ verdict: 'PASS' }]);
  });
});

test('a clock that jumps at any time during the run keeps it from GO: its dates cannot be trusted', () => {
  const caps = (clockJumpMs: number) => assemble(recordOf([], [], { clockJumpMs }), [], new Map()).caps;
  expect(caps(-3_600_000)).toEqual([expect.stringContaining('the clock jumped by -3600 s during the run')]);
  expect(caps(5_000)).toEqual([]);
});
