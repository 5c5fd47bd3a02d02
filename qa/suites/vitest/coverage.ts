import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import type { TestOutcome } from './outcome.ts';
import { runVitest } from './run-vitest.ts';

/** Name of the raw coverage that test gates leave for the gate that judges it. */
export const COVERAGE_FILE = 'coverage-final.json';
/** Name of the outcome beside it. */
export const OUTCOME_FILE = 'outcome.json';

/** The files of critical flows, which must be covered whole. */
export async function criticalFiles(repoRoot: string): Promise<string[]> {
  return JSON.parse(await readFile(join(repoRoot, 'qa/gates/coverage/critical-files.json'), 'utf8')) as string[];
}

const NOT_OURS = ['**/*.test.{ts,tsx}', '**/*.d.ts', 'app/web/dist/**', 'app/web/vite.config.ts', 'app/web/shared/test-setup.ts'];

/**
 * The unit tests that coverage is about: the product’s own, and those beside the harness’s critical files. The rest of the harness’s tests at most
 * load such files. Integration tests stay together: the servers start once.
 */
function measured(file: string, critical: readonly string[]): boolean {
  const besideCritical = critical.map((name) => name.replace(/\.ts$/, '.test.ts'));
  return file.startsWith('app/') || file.endsWith('.integration.test.ts') || besideCritical.includes(file);
}

/** Runs tests once for two purposes: their own outcome, and which lines of our code they ran, also where no test loads a file. */
export async function runVitestWithCoverage(context: GatherContext, projects: readonly string[]): Promise<TestOutcome> {
  const folder = join(context.workDir, 'coverage');
  const critical = await criticalFiles(context.repoRoot);
  const outcome = await runVitest(context, projects, {
    measured: (file) => measured(file, critical),
    coverage: [
      '--coverage.enabled',
      '--coverage.provider=v8',
      '--coverage.reportOnFailure',
      '--coverage.reporter=json',
      `--coverage.reportsDirectory=${folder}`,
      ...['app/**/*.{ts,tsx}', ...critical].map((glob) => `--coverage.include=${glob}`),
      ...NOT_OURS.map((glob) => `--coverage.exclude=${glob}`),
    ],
  });
  await context.saveFile(COVERAGE_FILE, join(folder, COVERAGE_FILE));
  await context.save(OUTCOME_FILE, JSON.stringify(outcome));
  return outcome;
}
