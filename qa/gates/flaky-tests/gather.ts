import { readFile } from 'node:fs/promises';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import type { BrowserTest } from '../../suites/playwright/outcome.ts';
import { BROWSER_OUTCOME_FILE } from '../../suites/playwright/run-playwright.ts';
import { OUTCOME_FILE } from '../../suites/vitest/coverage.ts';
import type { TestOutcome } from '../../suites/vitest/outcome.ts';
import type { FlakyTests, Suite } from './evidence.ts';

const VITEST_GATES = ['unit-tests', 'integration-tests'] as const;
const BROWSER_GATES = ['e2e-chromium', 'axe', 'report-page'] as const;
export const SUITE_GATES = [...VITEST_GATES, ...BROWSER_GATES];

/** Every suite tries a failed test once more and keeps each attempt; here they are only read. */
export async function gather(context: GatherContext): Promise<FlakyTests> {
  const read = async <T>(gate: string, name: string) => JSON.parse(await readFile(context.savedBy(gate, name), 'utf8')) as T;
  const suites: Suite[] = [];
  for (const gate of VITEST_GATES) suites.push(vitestSuite(gate, await read<TestOutcome>(gate, OUTCOME_FILE)));
  for (const gate of BROWSER_GATES) suites.push(browserSuite(gate, await read<BrowserTest[]>(gate, BROWSER_OUTCOME_FILE)));
  return { expected: [...SUITE_GATES], suites };
}

function vitestSuite(gate: string, { files }: TestOutcome): Suite {
  return {
    gate,
    passed: sum(files.map(({ passed }) => passed)),
    failed: sum(files.map(({ failed }) => failed.length)),
    attempts: { made: sum(files.map(({ attempts }) => attempts.made)), recorded: sum(files.map(({ attempts }) => attempts.recorded)) },
    flaky: files.flatMap(({ file, flaky }) => flaky.map(({ test, message }) => ({ test: `${file} › ${test}`, message }))),
  };
}

function browserSuite(gate: string, tests: readonly BrowserTest[]): Suite {
  const flaky = tests.filter(({ outcome, failedAttempts }) => outcome === 'passed' && failedAttempts > 0);
  return {
    gate,
    passed: tests.filter(({ outcome, failedAttempts }) => outcome === 'passed' && failedAttempts === 0).length,
    failed: tests.filter(({ outcome }) => outcome === 'failed').length,
    attempts: { made: sum(tests.map(({ attempts }) => attempts.made)), recorded: sum(tests.map(({ attempts }) => attempts.recorded)) },
    flaky: flaky.map(({ file, title, error }) => ({ test: `${file} › ${title}`, message: error })),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
