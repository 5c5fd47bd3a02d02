import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import libCoverage, { type CoverageSummaryData, type Totals } from 'istanbul-lib-coverage';
import { Parse } from 'typebox/value';
import { COVERAGE_FILE, criticalFiles, OUTCOME_FILE } from '../../suites/vitest/coverage.ts';
import type { TestOutcome } from '../../suites/vitest/outcome.ts';
import { type Coverage, TestsAtLastGoSchema } from './evidence.ts';

/** The test gates ran with coverage on; put together, a line counts as covered whichever test ran it. */
export const TEST_GATES = ['unit-tests', 'integration-tests'] as const;

/** Reviewed: raised after a GO; lowered, with the reason in the commit, by whoever takes tests away. */
const TESTS_AT_LAST_GO = 'qa/gates/coverage/tests-at-last-go.json';

export async function gather(context: GatherContext): Promise<Coverage> {
  const map = libCoverage.createCoverageMap();
  const outcomes: TestOutcome[] = [];
  for (const gate of TEST_GATES) {
    map.merge(JSON.parse(await readFile(context.savedBy(gate, COVERAGE_FILE), 'utf8')));
    outcomes.push(JSON.parse(await readFile(context.savedBy(gate, OUTCOME_FILE), 'utf8')) as TestOutcome);
  }
  await context.save(COVERAGE_FILE, JSON.stringify(map));
  const tests = outcomes.flatMap(({ files }) => files);
  return {
    passed: tests.reduce((sum, { passed }) => sum + passed, 0),
    failed: tests.reduce((sum, { failed, flaky }) => sum + failed.length + flaky.length, 0),
    skipped: tests.flatMap(({ file, skipped }) => skipped.map((test) => `${file} › ${test}`)),
    declared: tests.reduce((sum, { declared }) => sum + declared, 0),
    atLastGo: Parse(TestsAtLastGoSchema, JSON.parse(await readFile(join(context.repoRoot, TESTS_AT_LAST_GO), 'utf8'))),
    files: map.files().map((path) => {
      const { lines, branches }: CoverageSummaryData = map.fileCoverageFor(path).toSummary().data;
      return { file: relative(context.repoRoot, path), lines: count(lines), branches: count(branches) };
    }),
    criticalFiles: await criticalFiles(context.repoRoot),
  };
}

const count = ({ covered, total }: Totals) => ({ covered, total });
