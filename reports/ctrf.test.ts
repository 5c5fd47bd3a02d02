import { validateStrict } from 'ctrf';
import { describe, expect, it } from 'vitest';
import type { Report } from './contract/index.ts';
import { renderCtrf } from './ctrf.ts';
import { hostileRun } from './fixtures/hostile.ts';
import { cappedRun, noGoRun, SAMPLE_RUNS } from './fixtures/runs.ts';

interface Test {
  readonly testId: string;
  readonly status: string;
  readonly rawStatus: string;
}

function read(report: Report): { summary: Record<string, number>; tests: Test[] } {
  const document = JSON.parse(renderCtrf(report));
  expect(() => validateStrict(document)).not.toThrow();
  return document.results;
}

const statusOf = (tests: readonly Test[], id: string) => tests.find((one) => one.testId === id);

it.each(Object.entries(SAMPLE_RUNS))('%s is valid CTRF, and red unless it is GO', (_, make) => {
  const report = make();
  const { summary, tests } = read(report);
  expect(tests).toHaveLength(summary.tests ?? -1);
  for (const status of ['passed', 'failed', 'skipped'])
    expect(tests.filter((one) => one.status === status)).toHaveLength(summary[status] ?? -1);
  expect((summary.failed ?? 0) > 0).toBe(report.verdict !== 'GO');
});

it('is valid whatever the texts hold', () => {
  expect(read(hostileRun()).tests.length).toBeGreaterThan(200);
});

describe('mapping', () => {
  it('keeps the verdict beside the status', () => {
    const { tests } = read(noGoRun());
    expect(statusOf(tests, 'PERF-02.list')).toMatchObject({ status: 'failed', rawStatus: 'FAIL' });
    expect(statusOf(tests, 'PERF-02.upload')).toMatchObject({ status: 'failed', rawStatus: 'INCONCLUSIVE' });
    expect(statusOf(tests, 'PERF-05.headroom')).toMatchObject({ status: 'skipped', rawStatus: 'WAIVED' });
    expect(statusOf(tests, 'PERF-02.status')).toMatchObject({ status: 'passed', rawStatus: 'PASS' });
  });

  it('fails the run itself when a cap holds it back', () => {
    const { tests } = read(cappedRun());
    expect(tests.filter((one) => one.status === 'failed').map((one) => one.testId)).toEqual(['run']);
  });
});
