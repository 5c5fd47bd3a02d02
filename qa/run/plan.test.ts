import type { ReportGate } from '@transkeep/reports/contract/index.ts';
import { expect, test } from 'vitest';
import { fakeCriteria } from './fixtures/fake-criteria.ts';
import { type AnyGate, type GateRegistry, planRun } from './plan.ts';
import { runGates } from './run-gates.ts';
import { selectCriteria } from './selection.ts';

const gate = (id: string, more: Partial<AnyGate> = {}): AnyGate =>
  ({ id, needs: [], exclusive: false, timeLimitMs: 1_000, ...more }) as AnyGate;
const registryOf = (...gates: AnyGate[]): GateRegistry => Object.fromEntries(gates.map((one) => [one.id, async () => ({ default: one })]));
const plan = (wanted: string[], registry: GateRegistry) =>
  planRun(selectCriteria(fakeCriteria(wanted), 'candidate', ['QA-01']), 'candidate', registry);
const ids = (gates: readonly AnyGate[]) => gates.map(({ id }) => id);

test('gates that measure time come apart; the others longest first', async () => {
  const { shared, exclusive, needsStack } = await plan(
    ['a', 'b', 'c'],
    registryOf(gate('a'), gate('b', { timeLimitMs: 9_000 }), gate('c', { exclusive: true, needs: ['stack'] })),
  );
  expect([ids(shared), ids(exclusive), needsStack]).toEqual([['b', 'a'], ['c'], true]);
});

test('a gate that others build on comes before them, also when nothing else asks for it', async () => {
  const registry = registryOf(gate('top', { after: ['middle'], timeLimitMs: 9_000 }), gate('middle', { after: ['base'] }), gate('base'));
  expect(ids((await plan(['top'], registry)).shared)).toEqual(['base', 'middle', 'top']);
});

test('gates that wait for each other, and one that calls itself something else, are the harness’s failure', async () => {
  await expect(plan(['a'], registryOf(gate('a', { after: ['b'] }), gate('b', { after: ['a'] })))).rejects.toThrow(
    'gates wait for each other: a, b',
  );
  await expect(plan(['a'], { a: async () => ({ default: gate('z') }) })).rejects.toThrow('the gate registered as a calls itself z');
});

test('a gate nobody registered is left out, which leaves its clauses without an answer', async () => {
  expect(ids((await plan(['a', 'lost'], registryOf(gate('a')))).shared)).toEqual(['a']);
});

test('a run goes two at a time, keeps the waiting ones waiting, then the exclusive ones alone', async () => {
  const gates = [
    gate('a'),
    gate('b'),
    gate('after-a', { after: ['a', 'b'] }),
    gate('x', { exclusive: true }),
    gate('y', { exclusive: true }),
  ];
  const log: string[] = [];
  let running = 0;
  const results = await runGates(
    { shared: gates.slice(0, 3), exclusive: gates.slice(3), needsStack: false },
    {
      signal: new AbortController().signal,
      stack: async () => ({ missing: 'none' }),
      lacks: ({ id }) => (id === 'b' ? 'k6 is not on this machine' : undefined),
      run: async ({ id }, _stack, gathered) => {
        running += 1;
        log.push(`${id} with ${running} running, on [${gathered}]`);
        await new Promise(setImmediate);
        running -= 1;
        return { startedAt: 's', durationMs: 1, outcome: 'ran', reason: '' };
      },
      events: { started() {}, finished() {} },
    },
  );
  expect(log).toEqual(['a with 1 running, on []', 'after-a with 1 running, on [a]', 'x with 1 running, on []', 'y with 1 running, on []']);
  expect(results.map(({ id, outcome }: ReportGate) => `${id} ${outcome}`)).toEqual(['a ran', 'b skipped', 'after-a ran', 'x ran', 'y ran']);
});
