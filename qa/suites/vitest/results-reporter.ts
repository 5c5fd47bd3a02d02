import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** One file of tests as vitest ran it, with every attempt at every test: its own JSON report says only how the last one ended. */
export interface FileResult {
  /** Absolute path. */
  readonly file: string;
  /** Why the file did not load, or what went wrong outside its tests. */
  readonly error: string | null;
  readonly tests: readonly TestResult[];
}

export interface TestResult {
  readonly test: string;
  /** How the last attempt ended; `pending` when it never did. */
  readonly state: 'passed' | 'failed' | 'skipped' | 'pending';
  /** By vitest's own count; what it kept of them is `attempts`. */
  readonly attemptsMade: number;
  readonly attempts: readonly { readonly passed: boolean; readonly message: string; readonly durationMs: number }[];
}

/** Writes `FileResult[]` to the file that TRANSKEEP_RESULTS_FILE names. */
export default class ResultsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const file = process.env.TRANSKEEP_RESULTS_FILE;
    if (file === undefined) throw new Error('TRANSKEEP_RESULTS_FILE does not say where the results go');
    writeFileSync(file, JSON.stringify(modules.map(toFileResult)));
  }
}

function toFileResult(module: TestModule): FileResult {
  return {
    file: module.moduleId,
    error: module.errors()[0]?.message ?? null,
    tests: [...module.children.allTests()].map((test) => ({
      test: test.fullName,
      state: test.result().state,
      attemptsMade: test.result().state === 'skipped' ? 0 : (test.diagnostic()?.retryCount ?? 0) + 1,
      attempts: test.attempts().map(({ state, errors, duration }) => ({
        passed: state === 'passed',
        message: errors?.[0]?.message ?? '',
        durationMs: duration,
      })),
    })),
  };
}
