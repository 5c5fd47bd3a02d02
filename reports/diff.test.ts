import { describe, expect, it } from 'vitest';
import type { Report, ReportClause } from './contract/index.ts';
import { diffReports, renderDiff } from './diff.ts';
import { goRun, noGoRun } from './fixtures/runs.ts';

function withClause(report: Report, id: string, over: Partial<ReportClause>): Report {
  return {
    ...report,
    criteria: report.criteria.map((criterion) => ({
      ...criterion,
      clauses: criterion.clauses.map((clause) => (clause.id === id ? { ...clause, ...over } : clause)),
    })),
  };
}

function without(report: Report, id: string): Report {
  return {
    ...report,
    criteria: report.criteria.map((criterion) => ({ ...criterion, clauses: criterion.clauses.filter((clause) => clause.id !== id) })),
  };
}

describe('diffReports', () => {
  it('finds nothing between a run and itself', () => {
    const diff = diffReports(noGoRun(), noGoRun());
    expect(diff).toMatchObject({ same: true, changes: [], movements: [] });
    expect(renderDiff(diff)).toContain('verdict   NO-GO, as before\nno promise came out differently');
  });

  it('lists what got worse first, with the reason', () => {
    const diff = diffReports(goRun(), noGoRun());
    expect(diff.same).toBe(false);
    expect(diff.verdicts).toEqual(['GO', 'NO-GO']);
    expect(diff.changes.map(({ id, kind, from, to }) => [kind, id, from, to])).toEqual([
      ['worse', 'PERF-02.list', 'PASS', 'FAIL'],
      ['worse', 'PERF-02.upload', 'PASS', 'INCONCLUSIVE'],
      ['worse', 'PERF-05.headroom', 'PASS', 'WAIVED (FAIL)'],
      ['worse', 'QA-10.word-recall', 'PASS', 'INCONCLUSIVE'],
      ['worse', 'SEC-05.blocks', 'PASS', 'FAIL'],
      ['worse', 'SEC-15.advisories', 'PASS', 'INCONCLUSIVE'],
    ]);
    expect(diffReports(noGoRun(), goRun()).changes.map(({ kind }) => kind)).toEqual(Array(6).fill('better'));
  });

  it('says what is no longer judged and what is new', () => {
    const fewer = without(goRun(), 'QA-01.unit-tests');
    expect(diffReports(goRun(), fewer).changes).toMatchObject([{ kind: 'removed', id: 'QA-01.unit-tests', from: 'PASS' }]);
    expect(diffReports(fewer, goRun()).changes).toMatchObject([{ kind: 'added', id: 'QA-01.unit-tests', to: 'PASS' }]);
  });

  it('does not overlook a threshold that was moved, or what a waiver hides', () => {
    expect(diffReports(goRun(), withClause(goRun(), 'PERF-02.list', { threshold: 'p95 < 3 s' })).changes).toMatchObject([
      { kind: 'changed', from: 'p95 < 2 s', to: 'p95 < 3 s' },
    ]);
    const hidden = withClause(noGoRun(), 'PERF-05.headroom', { verdictBeforeWaiver: 'INCONCLUSIVE' });
    expect(diffReports(noGoRun(), hidden).changes).toMatchObject([{ kind: 'changed', from: 'WAIVED (FAIL)', to: 'WAIVED (INCONCLUSIVE)' }]);
  });

  it('tells a value that moved for certain from noise, without calling the runs different', () => {
    const slower = withClause(goRun(), 'PERF-02.status', { measured: { value: 0.6, unit: 's', ci: [0.55, 0.66] } });
    const noise = withClause(goRun(), 'PERF-02.status', { measured: { value: 0.023, unit: 's', ci: [0.022, 0.025] } });
    expect(diffReports(goRun(), slower)).toMatchObject({ same: true, movements: [{ id: 'PERF-02.status' }] });
    expect(diffReports(goRun(), noise).movements).toEqual([]);
  });
});

it('prints one line for each, and no control characters', () => {
  const text = renderDiff(diffReports(goRun(), withClause(noGoRun(), 'SEC-05.blocks', { reason: 'read\n\u001b[2Jthem' })));
  expect(text.split('\n')).toHaveLength(9);
  expect(text).toContain('worse     SEC-05.blocks      PASS → FAIL: read [2Jthem');
});
