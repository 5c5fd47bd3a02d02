import { describe, expect, test } from 'vitest';
import type { Report, ReportClause } from './contract/index.ts';
import { changesSince } from './history-changes.ts';

const clause = (id: string, change: Partial<ReportClause> = {}): ReportClause => ({
  id,
  text: id,
  verdict: 'PASS',
  verdictBeforeWaiver: 'PASS',
  reason: 'fine',
  threshold: '< 2 s',
  direction: 'at-most',
  evidence: [],
  faults: { seeded: 0, proven: 0, stale: 0 },
  ...change,
});
const criteria = (...clauses: ReportClause[]) => [{ clauses }] as unknown as Report['criteria'];
const measured = (value: number, ci: [number, number] | undefined, unit = 's') => ({ measured: { value, unit, ...(ci && { ci }) } });
const lastGo = {
  verdicts: { 'PERF-02.a': 'PASS', 'QA-01.b': 'PASS' },
  values: { 'PERF-02.a': { value: 0.3, unit: 's', verdict: 'PASS' } },
  intervals: { 'PERF-02.a': [0.28, 0.32] },
} as const satisfies { verdicts: object; values: object; intervals: object };
/** Figures and their units are held together by a narrow space. */
const plain = (text: string): string => text.replaceAll('\u202f', ' ').replaceAll('\u00a0', ' ');
const since = (...clauses: ReportClause[]) =>
  changesSince(lastGo as never, criteria(...clauses)).map(({ clause: id, kind, text }) => `${kind} ${id}: ${plain(text)}`);

test('the same run again: nothing changed', () => {
  expect(since(clause('PERF-02.a', measured(0.31, [0.29, 0.33])), clause('QA-01.b'))).toEqual([]);
});

test('verdicts that got worse or better, clauses that came or went; worst first', () => {
  const now = [clause('QA-01.b', { verdict: 'FAIL', reason: '2 failed' }), clause('QA-01.c')];
  expect(since(...now)).toEqual([
    'worse QA-01.b: PASS → FAIL: 2 failed',
    'gone PERF-02.a: PASS then; not judged any more',
    'new QA-01.c: was not judged then; PASS now',
  ]);
});

describe('a value with the same verdict', () => {
  test.each<[string, Partial<ReportClause>, string[]]>([
    ['slower: the intervals do not touch', measured(0.5, [0.45, 0.55]), ['slower PERF-02.a: 0.3 s → 0.5 s, the intervals do not touch']],
    ['faster', measured(0.1, [0.09, 0.11]), ['faster PERF-02.a: 0.3 s → 0.1 s, the intervals do not touch']],
    ['the intervals touch: nothing is certain', measured(0.5, [0.32, 0.7]), []],
    [
      'good on the other side',
      { ...measured(0.5, [0.45, 0.55]), direction: 'at-least' },
      ['faster PERF-02.a: 0.3 s → 0.5 s, the intervals do not touch'],
    ],
    ['no direction: nobody can say what is good', { ...measured(0.5, [0.45, 0.55]), direction: undefined as never }, []],
    ['exactly: a setting does not get slower', { ...measured(0.5, [0.45, 0.55]), direction: 'exactly' }, []],
    ['another unit', measured(500, [450, 550], 'ms'), []],
    ['no interval: a count', measured(0.4, undefined), ['slower PERF-02.a: 0.3 s → 0.4 s']],
  ])('%s', (_name, change, expected) => {
    expect(since(clause('PERF-02.a', change), clause('QA-01.b'))).toEqual(expected);
  });

  test('raw samples say more than intervals: they decide where they can', () => {
    const now = criteria(clause('PERF-02.a', measured(0.31, [0.29, 0.33])), clause('QA-01.b'));
    const kinds = (verdict: 'worse' | 'better' | 'same' | 'unknown') =>
      changesSince(lastGo as never, now, [{ clause: 'PERF-02.a', verdict, reason: 'p 0.001, effect 0.4' }]).map(
        ({ kind, text }) => `${kind}: ${plain(text)}`,
      );
    expect(kinds('worse')).toEqual(['slower: 0.3 s → 0.31 s: p 0.001, effect 0.4']);
    expect(kinds('better')).toEqual(['faster: 0.3 s → 0.31 s: p 0.001, effect 0.4']);
    expect([kinds('same'), kinds('unknown')]).toEqual([[], []]);
  });
});
