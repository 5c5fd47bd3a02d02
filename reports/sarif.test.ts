import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import type { Report } from './contract/index.ts';
import { hostileRun } from './fixtures/hostile.ts';
import { noGoRun, SAMPLE_RUNS } from './fixtures/runs.ts';
import { renderSarif } from './sarif.ts';

const schema = JSON.parse(readFileSync(new URL('./fixtures/schemas/sarif-2.1.0.json', import.meta.url), 'utf8'));
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

function read(report: Report) {
  const document = JSON.parse(renderSarif(report));
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  return document.runs[0];
}

const resultOf = (run: { results: { ruleId: string }[] }, id: string) => run.results.find((result) => result.ruleId === id);

it.each(Object.entries(SAMPLE_RUNS))('%s fits the schema of SARIF 2.1.0, one finding for every promise that does not hold', (_, make) => {
  const report = make();
  const open = report.criteria.flatMap((criterion) => criterion.clauses).filter((clause) => clause.verdict !== 'PASS');
  const run = read(report);
  expect(run.results.map((result: { ruleId: string }) => result.ruleId)).toEqual(open.map((clause) => clause.id));
  for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
});

it('fits the schema whatever the texts hold', () => {
  expect(read(hostileRun()).results.length).toBeGreaterThan(0);
});

describe('mapping', () => {
  const run = read(noGoRun());

  it('makes FAIL an error and INCONCLUSIVE a warning that viewers do not drop', () => {
    expect(resultOf(run, 'PERF-02.list')).toMatchObject({ kind: 'fail', level: 'error' });
    expect(resultOf(run, 'PERF-02.upload')).toMatchObject({ kind: 'fail', level: 'warning' });
  });

  it('suppresses what is waived, with the reason and who signed it', () => {
    expect(resultOf(run, 'PERF-05.headroom')).toMatchObject({
      level: 'error',
      suppressions: [{ kind: 'external', status: 'accepted', justification: expect.stringContaining('R. Okafor, until 2026-12-01') }],
    });
    expect(resultOf(run, 'SEC-15.advisories')).not.toHaveProperty('suppressions');
  });
});
