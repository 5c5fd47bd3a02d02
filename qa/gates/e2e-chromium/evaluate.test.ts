import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { Journeys } from './evidence.ts';

type Test = Journeys['tests'][number];
const CLAUSES = ['QA-03.upload-review-download', 'QA-03.authentication', 'QA-03.tone', 'PERF-06.virtual-scrolling'];
const outcomeOf = (clause: string, change: Partial<Test> = {}): Test => ({
  title: `a journey of ${clause}`,
  file: 'a.spec.ts',
  clauses: [clause],
  declared: true,
  outcome: 'passed',
  attempts: { made: 1, recorded: 1 },
  failedAttempts: 0,
  error: '',
  durationMs: 100,
  ...change,
});
const good: Journeys = { exitCode: 0, tests: CLAUSES.map((clause) => outcomeOf(clause)) };
const withFirst = (change: Partial<Test>, exitCode = 1): Journeys => ({
  exitCode,
  tests: good.tests.map((test, index) => (index === 0 ? { ...test, ...change } : test)),
});
const first = (evidence: Journeys) => evaluate(evidence)[0];

test('every declared test passed: all clauses pass, in order', () => {
  expect(evaluate(good).map(({ clause, verdict }) => [clause, verdict])).toEqual(CLAUSES.map((clause) => [clause, 'PASS']));
});

test('a failed test fails its own clause, with its error', () => {
  const verdicts = evaluate(withFirst({ outcome: 'failed', error: 'no download came' }));
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(['FAIL', 'PASS', 'PASS', 'PASS']);
  expect(verdicts[0]?.reason).toContain('no download came');
});

test('a test that passed only when it was tried again is said; QA-08 fails by it', () => {
  expect(first(withFirst({ failedAttempts: 1, error: 'timeout' }, 0))).toMatchObject({
    verdict: 'PASS',
    reason: 'all 1 declared tests passed, 1 of them when tried again',
  });
});

test.each(['not-run', 'skipped'] as const)('a declared test that was %s decides nothing', (outcome) => {
  expect(first(withFirst({ outcome }))?.verdict).toBe('INCONCLUSIVE');
});

test('fewer results than declared, more than declared, and none at all decide nothing', () => {
  const extra = { ...good, tests: [...good.tests, outcomeOf('QA-03.upload-review-download', { title: 'missing', outcome: 'not-run' })] };
  expect(first(extra)).toMatchObject({ verdict: 'INCONCLUSIVE', measured: { samples: 2, expected: 2, value: 1 } });
  expect(first(withFirst({ declared: false }, 0))?.verdict).toBe('INCONCLUSIVE');
  expect(evaluate({ exitCode: 0, tests: [] }).map(({ verdict }) => verdict)).toEqual(CLAUSES.map(() => 'INCONCLUSIVE'));
});

test('Playwright says no and no test did: something else broke', () => {
  expect(evaluate({ ...good, exitCode: 1 }).map(({ verdict }) => verdict)).toEqual(CLAUSES.map(() => 'INCONCLUSIVE'));
  expect(evaluate({ ...good, exitCode: null })[0]?.verdict).toBe('INCONCLUSIVE');
});

test('what passed when it was tried again explains no failure of Playwright', () => {
  const stray = outcomeOf('QA-99.nobody', { title: 'nobody’s', outcome: 'failed' });
  const { tests } = withFirst({ failedAttempts: 1, error: 'timeout' });
  expect(first({ exitCode: 1, tests: [...tests, stray] })?.verdict).toBe('INCONCLUSIVE');
});

test('a failed test that speaks for no clause is not lost', () => {
  const stray = outcomeOf('QA-99.nobody', { title: 'nobody’s', outcome: 'failed' });
  const verdicts = evaluate({ exitCode: 1, tests: [...good.tests, stray] });
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(CLAUSES.map(() => 'INCONCLUSIVE'));
  expect(verdicts[0]?.reason).toContain('nobody’s');
});
