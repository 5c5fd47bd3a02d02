import { expect, test } from 'vitest';
import { fakeCriteria } from '../fixtures/fake-criteria.ts';
import { runGates } from '../gathering/run-gates.ts';
import { type AnyGate, type GateRegistry, type PlanOptions, planRun } from './plan.ts';
import { selectCriteria } from './selection.ts';

const gate = (id: string, more: Partial<AnyGate> = {}): AnyGate =>
  ({ id, needs: [], exclusive: false, timeLimitMs: 1_000, ...more }) as AnyGate;
const registryOf = (...gates: AnyGate[]): GateRegistry => Object.fromEntries(gates.map((one) => [one.id, async () => ({ default: one })]));
const plan = (wanted: string[], registry: GateRegistry, more: Partial<PlanOptions> = {}) =>
  planRun(selectCriteria(fakeCriteria(wanted), 'candidate', ['QA-01']), registry, { stage: 'candidate', ...more });
const ids = (gates: readonly { id: string }[]) => gates.map(({ id }) => id);

test('the longest come first, what measures time comes last and alone, and the system before all who need it', async () => {
  const registry = registryOf(
    gate('a', { estimateMs: 5 }),
    gate('b', { timeLimitMs: 9_000 }),
    gate('c', { exclusive: true, needs: ['stack'] }),
  );
  const { gates, tasks, turn, needsStack } = await plan(['a', 'b', 'c'], registry);
  expect([ids(gates), turn, needsStack]).toEqual([['b', 'a', 'c'], 'last', true]);
  expect(tasks.find(({ id }) => id === 'c')).toMatchObject({ after: ['system'], quiet: true });
  expect(tasks[0]).toMatchObject({ id: 'system', first: true });
});

test('what gates took lately counts more than what they say of themselves', async () => {
  const registry = registryOf(gate('a', { estimateMs: 1 }), gate('b', { estimateMs: 2 }), gate('c', { estimateMs: 3 }));
  const durations = new Map([['a', 9_000]]);
  expect(ids((await plan(['a', 'b', 'c'], registry, { durations })).gates)).toEqual(['a', 'c', 'b']);
});

test('a gate that others build on comes before them, also when nothing else asks for it', async () => {
  const registry = registryOf(gate('top', { after: ['middle'], timeLimitMs: 9_000 }), gate('middle', { after: ['base'] }), gate('base'));
  expect(ids((await plan(['top'], registry)).gates)).toEqual(['base', 'middle', 'top']);
});

test('gates that wait for each other, and one that calls itself something else, are the harness’s failure', async () => {
  await expect(plan(['a'], registryOf(gate('a', { after: ['b'] }), gate('b', { after: ['a'] })))).rejects.toThrow(
    'gates wait for each other: a, b',
  );
  await expect(plan(['a'], { a: async () => ({ default: gate('z') }) })).rejects.toThrow('the gate registered as a calls itself z');
});

test('a gate nobody registered is left out, which leaves its clauses without an answer', async () => {
  expect(ids((await plan(['a', 'lost'], registryOf(gate('a')))).gates)).toEqual(['a']);
});

test('what is done need not be done again, nor be waited for', async () => {
  const registry = registryOf(gate('base'), gate('top', { after: ['base'] }));
  const { gates, tasks } = await plan(['base', 'top'], registry, { done: new Set(['base']) });
  expect([ids(gates), tasks]).toMatchObject([['top'], [{ id: 'top', after: [] }]]);
});

test('a run goes two at a time, those that build on others after them, the quiet ones alone, and says who waited for whom', async () => {
  const gates = [gate('a'), gate('b'), gate('after-a', { after: ['a', 'b'] }), gate('x', { exclusive: true })];
  const log: string[] = [];
  const gathering = new Map(gates.map(({ id }) => [id, Promise.withResolvers<void>()]));
  let running = 0;
  const run = runGates(await plan(['after-a', 'x', 'a', 'b', 'needs-go'], registryOf(...gates, gate('needs-go'))), {
    signal: new AbortController().signal,
    startSystem: async () => undefined,
    stack: async () => ({ missing: 'none' }),
    lacks: ({ id }) => (id === 'needs-go' ? 'go is not on this machine' : undefined),
    run: async ({ id }, _stack, gathered) => {
      running += 1;
      log.push(`${id} with ${running} running, on [${gathered}]`);
      // As long as the next timer: every gate takes a millisecond or more.
      setTimeout(() => gathering.get(id)?.resolve(), 5);
      await gathering.get(id)?.promise;
      running -= 1;
      return { startedAt: 's', durationMs: 1, outcome: 'ran', reason: '' };
    },
    events: { started() {}, finished() {} },
  });
  const results = await run;
  expect(log).toEqual([
    'a with 1 running, on []',
    'b with 2 running, on []',
    'after-a with 1 running, on [a,b]',
    'x with 1 running, on []',
  ]);
  expect(results.map(({ id, outcome }) => `${id} ${outcome}`).sort()).toEqual([
    'a ran',
    'after-a ran',
    'b ran',
    'needs-go skipped',
    'x ran',
  ]);
  const waitedOn = (id: string) => results.find((one) => one.id === id)?.waited?.map(({ on }) => on);
  expect(waitedOn('after-a')).toEqual(['b']);
  expect(waitedOn('x')).toEqual(expect.arrayContaining(['b', 'after-a']));
});

test('the first throw keeps the rest from starting, and is told when all have ended', async () => {
  const gates = [gate('a'), gate('b'), gate('c', { exclusive: true })];
  const started: string[] = [];
  const run = runGates(await plan(['a', 'b', 'c'], registryOf(...gates)), {
    signal: new AbortController().signal,
    startSystem: async () => undefined,
    stack: async () => ({ missing: 'none' }),
    lacks: () => undefined,
    run: async ({ id }) => {
      started.push(id);
      if (id === 'a') throw new Error('the disk is full');
      await new Promise(setImmediate);
      return { startedAt: 's', durationMs: 1, outcome: 'ran', reason: '' };
    },
    events: { started() {}, finished() {} },
  });
  await expect(run).rejects.toThrow('the disk is full');
  expect(started).toEqual(['a', 'b']);
});
