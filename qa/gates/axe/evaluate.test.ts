import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { Accessibility, AxeState } from './evidence.ts';

const thresholds = () => ({ text: '0 violations', limit: 0, unit: 'violations' });
const names = ['sign in', 'documents'];
const outcomeOf = (
  title: string,
  clause: string,
  change: Partial<Accessibility['tests'][number]> = {},
): Accessibility['tests'][number] => ({
  ...{
    title,
    file: 'a.spec.ts',
    clauses: [clause],
    declared: true,
    outcome: 'passed',
    attempts: { made: 1, recorded: 1 },
    failedAttempts: 0,
    error: '',
    durationMs: 1,
  },
  ...change,
});
const aState = (state: string, colorScheme = 'light', change: Partial<AxeState> = {}): AxeState => ({
  ...{
    state,
    colorScheme,
    version: '4.12',
    rulesPassed: 20,
    violations: [],
    incomplete: [],
    contrast: { passes: 12, violations: 0, incomplete: 0 },
  },
  ...change,
});
const finding = (rule: string) => ({ rule, impact: 'serious', target: '#save', summary: 'Fix it' });
const good: Accessibility = {
  tests: [
    ...names.map((name) => outcomeOf(name, 'QA-06.axe')),
    outcomeOf('by keyboard', 'QA-06.keyboard'),
    outcomeOf('by ear', 'QA-06.screen-reader'),
  ],
  states: names.flatMap((name) => [aState(name), aState(name, 'dark')]),
};
const withState = (change: Partial<AxeState>): Accessibility => ({
  ...good,
  states: good.states.map((state, index) => (index === 1 ? { ...state, ...change } : state)),
});
const verdicts = (evidence: Accessibility) => evaluate(evidence, thresholds).map(({ verdict }) => verdict);
const reasons = (evidence: Accessibility) => evaluate(evidence, thresholds).map(({ reason }) => reason);

test('all declared states without findings, all journeys taken', () => {
  expect(verdicts(good)).toEqual(['PASS', 'PASS', 'PASS', 'PASS']);
  expect(evaluate(good, thresholds)[0]?.measured).toEqual({ value: 0, unit: 'violations', samples: 4, expected: 4 });
});

test('one violation fails, named with state and element', () => {
  const evidence = withState({ violations: [finding('label'), finding('button-name')] });
  expect(verdicts(evidence)).toEqual(['FAIL', 'PASS', 'PASS', 'PASS']);
  expect(reasons(evidence)[0]).toBe('label in «sign in, dark» at #save, and 1 more');
});

test('too little contrast fails both clauses', () => {
  const evidence = withState({ violations: [finding('color-contrast')], contrast: { passes: 3, violations: 1, incomplete: 0 } });
  expect(verdicts(evidence)).toEqual(['FAIL', 'FAIL', 'PASS', 'PASS']);
  expect(reasons(evidence)[1]).toContain('#save');
});

test('a state that was not judged decides nothing, and says why', () => {
  const evidence: Accessibility = {
    tests: good.tests.map((test) => (test.title === 'documents' ? { ...test, outcome: 'failed', error: 'Timeout' } : test)),
    states: good.states.slice(0, 3),
  };
  expect(verdicts(evidence)).toEqual(['INCONCLUSIVE', 'INCONCLUSIVE', 'PASS', 'PASS']);
  expect(reasons(evidence)[0]).toBe('1 of 2 declared states were judged in light and dark; not «documents»: Timeout');
});

test('a violation counts although another state is missing', () => {
  expect(verdicts({ ...good, states: [aState('sign in', 'light', { violations: [finding('label')] })] })[0]).toBe('FAIL');
});

test('a page on which nothing was judged decides nothing', () => {
  expect(verdicts(withState({ rulesPassed: 0, contrast: { passes: 0, violations: 0, incomplete: 0 } }))).toEqual([
    'INCONCLUSIVE',
    'INCONCLUSIVE',
    'PASS',
    'PASS',
  ]);
  expect(verdicts(withState({ contrast: { passes: 0, violations: 0, incomplete: 4 } }))).toEqual(['PASS', 'INCONCLUSIVE', 'PASS', 'PASS']);
});

test('what axe could not decide is named', () => {
  const evidence = withState({ incomplete: [finding('color-contrast')], contrast: { passes: 5, violations: 0, incomplete: 1 } });
  expect(verdicts(evidence)).toEqual(['PASS', 'PASS', 'PASS', 'PASS']);
  expect(reasons(evidence)[1]).toContain('axe could not decide 1: «sign in, dark» at #save');
});

test('nothing declared decides nothing', () => {
  expect(verdicts({ tests: [], states: [] })).toEqual(['INCONCLUSIVE', 'INCONCLUSIVE', 'INCONCLUSIVE', 'INCONCLUSIVE']);
});

test.each([
  ['by keyboard', ['PASS', 'PASS', 'FAIL', 'PASS']],
  ['by ear', ['PASS', 'PASS', 'PASS', 'FAIL']],
])('a journey %s that fails fails its clause alone', (title, expected) => {
  const evidence = {
    ...good,
    tests: good.tests.map((test) => (test.title === title ? { ...test, outcome: 'failed' as const, error: 'Save is not reached' } : test)),
  };
  expect(verdicts(evidence)).toEqual(expected);
});
