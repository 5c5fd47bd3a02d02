import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { FlakyTests, Suite } from './evidence.ts';

const suite = (gate: string, change: Partial<Suite> = {}): Suite => ({
  ...{ gate, passed: 10, failed: 0, attempts: { made: 10, recorded: 10 }, flaky: [] },
  ...change,
});
const good: FlakyTests = { expected: ['unit-tests', 'axe'], suites: [suite('unit-tests'), suite('axe')] };
const withFirst = (change: Partial<Suite>): FlakyTests => ({ ...good, suites: [suite('unit-tests', change), suite('axe')] });
const verdicts = (evidence: FlakyTests) => evaluate(evidence).map(({ verdict }) => verdict);

test('every attempt on record and none needed twice', () => {
  expect(evaluate(good)).toEqual([
    {
      clause: 'QA-08.retries-recorded',
      verdict: 'PASS',
      reason: 'all 20 attempts of 2 suites are on record',
      measured: { value: 20, unit: 'attempts', samples: 20, expected: 20 },
    },
    {
      clause: 'QA-08.no-pass-on-retry',
      verdict: 'PASS',
      reason: 'none of 20 tests in 2 suites needed a second attempt to pass',
      measured: { value: 0, unit: 'tests', samples: 20 },
    },
  ]);
});

test('a test that passed only on a retry fails by name', () => {
  const flaky = [{ test: 'a.test.ts › waits', message: 'Timeout' }];
  const answers = evaluate(withFirst({ passed: 9, flaky, attempts: { made: 11, recorded: 11 } }));
  expect(answers.map(({ verdict }) => verdict)).toEqual(['PASS', 'FAIL']);
  expect(answers[1]).toMatchObject({ reason: '«a.test.ts › waits» passed only when it was tried again: Timeout', measured: { value: 1 } });
});

test('a test that is broken is not flaky', () => {
  expect(verdicts(withFirst({ passed: 9, failed: 1, attempts: { made: 11, recorded: 11 } }))).toEqual(['PASS', 'PASS']);
});

test('an attempt that is not on record fails', () => {
  const [recorded] = evaluate(withFirst({ attempts: { made: 11, recorded: 10 } }));
  expect(recorded).toMatchObject({ verdict: 'FAIL', reason: 'unit-tests: 11 attempts were made, 10 are on record' });
});

test.each([
  ['a suite is missing', { ...good, suites: good.suites.slice(1) }],
  ['a suite ran nothing', withFirst({ passed: 0, attempts: { made: 0, recorded: 0 } })],
  ['there are no suites', { ...good, suites: [] }],
])('%s: nothing is decided', (_name, evidence) => {
  expect(verdicts(evidence)).toEqual(['INCONCLUSIVE', 'INCONCLUSIVE']);
});

test('a flaky test counts although another suite is missing', () => {
  const evidence = withFirst({ flaky: [{ test: 'a', message: 'b' }] });
  expect(verdicts({ ...evidence, suites: evidence.suites.slice(0, 1) })).toEqual(['INCONCLUSIVE', 'FAIL']);
});
