import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { SystemStart } from './evidence.ts';

const ready: SystemStart = {
  outcome: 'ready',
  message: 'ready',
  durationMs: 6_100,
  processes: ['api-1', 'edge'],
  timedOut: false,
  loadBefore: 1,
  cpus: 2,
};

test('ready is a pass that says how long it took', () => {
  expect(evaluate(ready)).toEqual([{ clause: 'DEP-03.starts', verdict: 'PASS', reason: '2 processes ready after 6.1 s: api-1, edge' }]);
});

test('not ready with every tool there is the app’s failure', () => {
  const [answer] = evaluate({ ...ready, outcome: 'not-ready', message: 'api-1 ended with exit code 1: no database' });
  expect(answer).toMatchObject({ verdict: 'FAIL', reason: 'the system did not become ready: api-1 ended with exit code 1: no database' });
});

test('a missing tool decides nothing', () => {
  expect(evaluate({ ...ready, outcome: 'missing-tool', message: 'caddy is not on this machine' })).toMatchObject([
    { verdict: 'INCONCLUSIVE' },
  ]);
});

test('ready without a single process decides nothing', () => {
  expect(evaluate({ ...ready, processes: [] })).toMatchObject([{ verdict: 'INCONCLUSIVE' }]);
});

test('not ready in time on a machine that was busy before decides nothing; a crash there still fails', () => {
  const late: SystemStart = { ...ready, outcome: 'not-ready', message: 'not ready within 10 s', timedOut: true };
  expect(evaluate(late)).toMatchObject([{ verdict: 'FAIL' }]);
  expect(evaluate({ ...late, loadBefore: 30 })).toMatchObject([
    { verdict: 'INCONCLUSIVE', reason: 'too busy a machine (load 30 on 2 CPUs before the start): not ready within 10 s' },
  ]);
  expect(evaluate({ ...late, timedOut: false, loadBefore: 30 })).toMatchObject([{ verdict: 'FAIL' }]);
});
