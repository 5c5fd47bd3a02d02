import type { Report } from '@transkeep/reports/contract/index.ts';
import { expect, test } from 'vitest';
import { exitCodeOf, summarise, summaryText } from './healthy-summary.ts';

const timed = ['PERF-02.list'];

function report(verdict: 'PASS' | 'FAIL' | 'INCONCLUSIVE', index: number): Report {
  const clause = { id: 'PERF-02.list', threshold: 'p95 < 2 s', verdict, verdictBeforeWaiver: verdict, reason: `it is ${verdict}` };
  const other = { id: 'PERF-02.other', verdict: 'INCONCLUSIVE', verdictBeforeWaiver: 'INCONCLUSIVE' };
  return {
    runId: `run-${index}`,
    verdictBeforeWaivers: verdict === 'FAIL' ? 'NO-GO' : 'INCONCLUSIVE',
    criteria: [{ clauses: [{ ...clause, measured: { value: index, unit: 's' } }, other] }],
  } as unknown as Report;
}

const series = (pass: number, fail: number, inconclusive: number) => [
  ...Array.from({ length: pass }, (_, index) => report('PASS', index)),
  ...Array.from({ length: fail }, (_, index) => report('FAIL', index)),
  ...Array.from({ length: inconclusive }, (_, index) => report('INCONCLUSIVE', index)),
];

test.each([
  [20, 0, 0, 0],
  [19, 0, 1, 0],
  [18, 0, 2, 2],
  [19, 1, 0, 1],
  [10, 1, 9, 1],
  [19, 0, 0, 2],
  [0, 0, 0, 2],
])('of 20: %d passed, %d failed, %d inconclusive: exit %d', (pass, fail, inconclusive, code) => {
  expect(exitCodeOf(summarise(series(pass, fail, inconclusive), timed, 20))).toBe(code);
});

test('a report that lost its clauses decides nothing', () => {
  const empty = { ...report('PASS', 1), criteria: [] } as Report;
  expect(summarise([empty], timed, 1)).toMatchObject({ decided: 0, clauses: [{ values: [] }] });
  expect(summaryText(summarise([empty], timed, 1))).toContain('| –');
});

test('says what was not passed, and how often', () => {
  const text = summaryText(summarise(series(2, 1, 2), timed, 5));
  expect(text).toContain('5 of 5 healthy runs: 1 NO-GO (0 allowed), 3 decided (5 needed)\nNO-GO: run-0\n');
  expect(text).toContain('- PERF-02.list: it is INCONCLUSIVE (2 ×)\n');
});
