import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { Reading, ReportPage, Walk } from './evidence.ts';

const thresholds = () => ({ text: '0 findings', limit: 0, unit: 'findings' });
const passed = (title: string): ReportPage['tests'][number] => ({
  title,
  file: 'report-page.spec.ts',
  clauses: ['QA-06.report'],
  declared: true,
  outcome: 'passed',
  attempts: { made: 1, recorded: 1 },
  failedAttempts: 0,
  error: '',
  durationMs: 1,
});
const state: ReportPage['states'][number] = {
  state: 'go, light',
  colorScheme: 'light',
  version: '4.12',
  rulesPassed: 30,
  violations: [],
  incomplete: [],
  contrast: { passes: 90, violations: 0, incomplete: 0 },
};
const walk: Walk = {
  page: 'go, by keyboard',
  controls: 40,
  reached: 40,
  unseen: [],
  leftThePage: true,
  skipsToMain: true,
  opensDetails: true,
};
const reading: Reading = {
  page: 'go, by screen reader',
  ended: true,
  phrases: [
    'heading, Verdict: GO, level 1',
    'All 64 criteria pass',
    'heading, Security, level 3',
    'table, Promises of SEC-05',
    'columnheader, Verdict',
    'columnheader, Promise',
  ],
  inOrder: ['Verdict: GO', 'All 64 criteria', 'Security'],
  tables: [{ name: 'Promises of SEC-05', headers: ['Verdict', 'Promise'] }],
};
const titles = [state.state, walk.page, reading.page];
const good: ReportPage = { tests: titles.map(passed), states: [state], walks: [walk], readings: [reading] };
const judged = (change: Partial<ReportPage>) => {
  const [verdict] = evaluate({ ...good, ...change }, thresholds);
  return `${verdict?.verdict}: ${verdict?.reason}`;
};

test('nothing found in any look', () => {
  expect(judged({})).toBe('PASS: axe found nothing in 1 looks, 40 stops by keyboard were seen, 6 phrases were read in order');
  expect(evaluate(good, thresholds)[0]?.measured).toEqual({ value: 0, unit: 'findings', samples: 3, expected: 3 });
});

test('a violation of axe fails, named with its look and element, also when something else is missing', () => {
  const violations = [{ rule: 'color-contrast', impact: 'serious', target: '.why', summary: '' }];
  expect(judged({ states: [{ ...state, violations }], walks: [] })).toBe('FAIL: color-contrast in «go, light» at .why');
});

test.each<[Partial<Walk>, string]>([
  [{ unseen: ['Search', 'Area'] }, 'nobody sees the focus on «Search» in «go, by keyboard», and 1 more'],
  [{ leftThePage: false, reached: 3 }, 'the focus is trapped in «go, by keyboard»'],
  [{ reached: 38 }, '2 of 40 controls of «go, by keyboard» are not reached by Tab'],
  [{ skipsToMain: false }, 'the skip link of «go, by keyboard» does not lead to the verdict'],
  [{ opensDetails: false }, 'a row of «go, by keyboard» does not open by keyboard'],
])('what a keyboard cannot do fails: %o', (change, reason) => {
  expect(judged({ walks: [{ ...walk, ...change }] })).toBe(`FAIL: ${reason}`);
});

test.each<[Partial<Reading>, string]>([
  [{ inOrder: ['Security', 'Verdict: GO'] }, 'a screen reader does not say «Verdict: GO» at its place in «go, by screen reader»'],
  [{ tables: [{ name: 'Waivers', headers: [] }] }, 'a screen reader does not name the table «Waivers» in «go, by screen reader»'],
  [
    { tables: [{ name: 'Promises of SEC-05', headers: ['Reason'] }] },
    'the table «Promises of SEC-05» in «go, by screen reader» does not announce its header «Reason»',
  ],
])('what a screen reader does not say fails: %o', (change, reason) => {
  expect(judged({ readings: [{ ...reading, ...change }] })).toBe(`FAIL: ${reason}`);
});

test.each<[string, Partial<ReportPage>, RegExp]>([
  ['nothing declared', { tests: [], states: [], walks: [], readings: [] }, /no test is declared/],
  ['a look is missing', { states: [] }, /2 of 3 declared tests looked at something; not «go, light»/],
  ['axe judged nothing', { states: [{ ...state, rulesPassed: 0 }] }, /not «go, light»/],
  ['a page without controls', { walks: [{ ...walk, controls: 0, reached: 0 }] }, /not «go, by keyboard»/],
  ['a reading that did not end', { readings: [{ ...reading, ended: false, phrases: [] }] }, /not «go, by screen reader»/],
  ['a reading of which nothing was expected', { readings: [{ ...reading, inOrder: [] }] }, /not «go, by screen reader»/],
  ['one kind was not even declared', { tests: [passed(state.state)], walks: [], readings: [] }, /must each have looked/],
  [
    'it did not pass',
    { tests: titles.map((title) => ({ ...passed(title), outcome: 'failed', failedAttempts: 2, error: 'Timeout' })) },
    /did not pass: Timeout/,
  ],
])('decides nothing: %s', (_, change, reason) => {
  expect(judged(change)).toMatch(/^INCONCLUSIVE/);
  expect(judged(change)).toMatch(reason);
});
