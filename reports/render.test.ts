import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostileRun } from './fixtures/hostile.ts';
import { goRun, noGoRun, SAMPLE_RUNS } from './fixtures/runs.ts';
import { renderReport } from './render.ts';
import { InvalidReportError, parseReport } from './validate.ts';

let outDir: string;

beforeEach(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'transkeep-report-'));
});
afterEach(async () => {
  await rm(outDir, { recursive: true });
});

describe('renderReport', () => {
  it('writes every format, and says where', async () => {
    const paths = await renderReport(goRun(), { outDir });
    const names = [
      'badge.svg',
      'ctrf.json',
      'junit.xml',
      'metrics.prom',
      'report.html',
      'report.json',
      'report.schema.json',
      'results.sarif',
      'summary.md',
    ];
    expect(paths.map((path) => basename(path)).sort()).toEqual(names);
    expect((await readdir(outDir)).sort()).toEqual(names);
  });

  it('writes the same bytes for the same report', async () => {
    const read = async (paths: readonly string[]) => Promise.all(paths.map((path) => readFile(path, 'utf8')));
    const first = await read(await renderReport(noGoRun(), { outDir }));
    expect(await read(await renderReport(noGoRun(), { outDir }))).toEqual(first);
  });

  it('keeps the report itself to the bit', async () => {
    await renderReport(noGoRun(), { outDir });
    expect(parseReport(JSON.parse(await readFile(join(outDir, 'report.json'), 'utf8')))).toEqual(noGoRun());
  });

  it('links evidence that is there', async () => {
    await mkdir(join(outDir, 'evidence/tenancy-matrix'), { recursive: true });
    await writeFile(join(outDir, 'evidence/tenancy-matrix/evidence.json'), '{}');
    await renderReport(noGoRun(), { outDir });
    const page = await readFile(join(outDir, 'report.html'), 'utf8');
    expect(page).toContain('<a href="evidence/tenancy-matrix/evidence.json">');
    expect(page).not.toContain('<a href="evidence/load-200-users/evidence.json">');
  });

  it('writes nothing when the report does not fit its schema', async () => {
    const { verdict: _, ...broken } = goRun();
    await expect(renderReport(broken as never, { outDir })).rejects.toThrow(InvalidReportError);
    expect(await readdir(outDir)).toEqual([]);
  });
});

describe('parseReport', () => {
  it('names the field that is wrong', () => {
    expect(() => parseReport({ ...goRun(), complete: 'yes' })).toThrow(/^Not a transkeep-readiness\/1 report: \/complete /);
  });

  it('takes no value for a number that is none', () => {
    const run = goRun();
    const [criterion] = run.criteria;
    const [clause] = criterion?.clauses ?? [];
    if (!criterion || !clause) throw new Error('the sample is empty');
    clause.measured = { value: Number.NaN, unit: 's' };
    expect(() => parseReport(run)).toThrow(InvalidReportError);
  });
});

it('publishes a JSON Schema that accepts every report and refuses another', async () => {
  await renderReport(noGoRun(), { outDir });
  const read = async (name: string) => JSON.parse(await readFile(join(outDir, name), 'utf8'));
  const validate = new Ajv({ strict: false }).compile(await read('report.schema.json'));
  expect(validate(await read('report.json')), JSON.stringify(validate.errors)).toBe(true);
  for (const make of Object.values(SAMPLE_RUNS)) expect(validate(make())).toBe(true);
  expect(validate(hostileRun())).toBe(true);
  expect(validate({ ...noGoRun(), verdict: 'MAYBE' })).toBe(false);
});
