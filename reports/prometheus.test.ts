import parse from 'parse-prometheus-text-format';
import { expect, it } from 'vitest';
import type { Report } from './contract/index.ts';
import { hostileRun } from './fixtures/hostile.ts';
import { cappedRun, noGoRun, SAMPLE_RUNS } from './fixtures/runs.ts';
import { renderPrometheus } from './prometheus.ts';

interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly metrics: readonly { readonly value: string; readonly labels?: Readonly<Record<string, string>> }[];
}

/** As a reader of the format sees it. */
function read(report: Report): Map<string, Family> {
  const families: Family[] = parse(renderPrometheus(report));
  return new Map(families.map((family) => [family.name.replace('transkeep_readiness_', ''), family]));
}

function series(families: ReadonlyMap<string, Family>, name: string, labels: Readonly<Record<string, string>> = {}): number | undefined {
  const found = families
    .get(name)
    ?.metrics.filter((metric) => Object.entries(labels).every(([key, value]) => metric.labels?.[key] === value));
  expect(found?.length ?? 0).toBeLessThan(2);
  return found?.[0] && Number(found[0].value);
}

it.each(Object.entries(SAMPLE_RUNS))('%s: exactly one state holds of the run and of every criterion and clause', (_, make) => {
  const report = make();
  const families = read(report);
  for (const { name, help, type } of families.values()) expect([name, type, help !== '']).toEqual([name, 'GAUGE', true]);
  expect(series(families, 'run_verdict', { verdict: report.verdict })).toBe(1);
  for (const verdict of ['run_verdict', 'criterion_verdict', 'clause_verdict']) {
    const holding = families.get(verdict)?.metrics.filter(({ value }) => value === '1');
    const expected = {
      run_verdict: 1,
      criterion_verdict: report.criteria.length,
      clause_verdict: report.criteria.flatMap((c) => c.clauses).length,
    };
    expect(holding).toHaveLength(expected[verdict as keyof typeof expected]);
  }
});

it('says values, limits, intervals and durations in the units of the report', () => {
  const families = read(noGoRun());
  const clause = { clause: 'PERF-02.list', unit: 's' };
  expect(series(families, 'clause_value', clause)).toBe(2.31);
  expect(series(families, 'clause_limit', clause)).toBe(2);
  expect([series(families, 'clause_value_low', clause), series(families, 'clause_value_high', clause)]).toEqual([2.19, 2.44]);
  expect(series(families, 'clause_samples', clause)).toBe(4811);
  expect(series(families, 'gate_duration_seconds', { gate: 'load-200-users' })).toBe(231.863);
  expect(series(families, 'run_duration_seconds')).toBe(431);
  expect(series(families, 'faults', { state: 'stale' })).toBe(1);
});

it('is red for a run that a cap holds back', () => {
  const families = read(cappedRun());
  expect(series(families, 'run_verdict', { verdict: 'GO' })).toBe(0);
  expect(series(families, 'run_verdict', { verdict: 'INCONCLUSIVE' })).toBe(1);
});

it('keeps hostile texts inside their label', () => {
  const report = hostileRun();
  const families = read(report);
  expect(families.get('run_info')?.metrics).toEqual([
    { value: '1', labels: expect.objectContaining({ run: report.runId, commit: report.commit, target: report.target }) },
  ]);
  expect([...families.keys()].filter((name) => !read(noGoRun()).has(name))).toEqual([]);
});
