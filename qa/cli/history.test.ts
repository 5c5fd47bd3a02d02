import type { HistoryEntry } from '@transkeep/reports/history.ts';
import { expect, test } from 'vitest';
import { historyText } from './history.ts';

const entry = (day: number, value: number, change: Partial<HistoryEntry> = {}): HistoryEntry => ({
  schema: 'transkeep-history/1',
  runId: `run-${day}`,
  commit: 'a'.repeat(40),
  startedAt: `2026-11-0${day}T10:00:00.000Z`,
  verdict: 'GO',
  stage: 'candidate',
  target: 'local',
  dir: `run-${day}`,
  verdicts: {},
  values: { 'PERF-02.upload': { value, unit: 's', verdict: value < 2 ? 'PASS' : 'FAIL' } },
  intervals: {},
  ...change,
});

test('an empty history says so', () => {
  expect(historyText([])).toBe('no run of a whole stage has been finished yet\n');
});

test('runs one a line, then how each value went; what is missing is a dash, what is red is named', () => {
  const text = historyText([entry(1, 0.3), entry(2, 0.3, { values: {} }), entry(3, 2.5, { verdict: 'NO-GO' })]).replaceAll(
    /[\u00a0\u202f]/g,
    ' ',
  );
  expect(text.split('\n')).toEqual([
    '2026-11-01 10:00  GO            aaaaaaa  candidate local  run-1',
    '2026-11-02 10:00  GO            aaaaaaa  candidate local  run-2',
    '2026-11-03 10:00  NO-GO         aaaaaaa  candidate local  run-3',
    '',
    'candidate local: the last 3 of 3 runs',
    '  PERF-02.upload  0.3 s → – → 2.5 s FAIL',
    '',
  ]);
});
