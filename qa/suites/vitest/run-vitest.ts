import { readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import type { TestFile, TestOutcome } from './outcome.ts';
import type { FileResult } from './results-reporter.ts';

interface Declared {
  readonly file: string;
}

interface Run {
  readonly exitCode: number | null;
  readonly output: string;
  readonly results: readonly FileResult[];
}

/** To tell a flaky test from a broken one. It hides nothing: QA-08 fails by the name of what passed only then. */
const RETRIES = 1;

/**
 * Runs vitest projects under this Node and says, for every file that declares tests, what became of them. What it reports is saved
 * as evidence. Test files that `measured` accepts (paths from the repository's root) run with `coverage`, vitest's options for it; the others
 * after them and without, as V8 runs loops of numbers four to ten times slower while it counts. Throws when vitest could not even report.
 */
export async function runVitest(
  context: GatherContext,
  projects: readonly string[],
  { measured, coverage }: { measured: (file: string) => boolean; coverage: readonly string[] },
): Promise<TestOutcome> {
  const vitest = join(context.repoRoot, 'node_modules/vitest/vitest.mjs');
  const chosen = projects.flatMap((name) => ['--project', name]);
  const listFile = join(context.workDir, 'declared.json');

  context.progress('listing what is declared');
  const list = await context.run(process.execPath, [vitest, 'list', ...chosen, `--json=${listFile}`]);
  const declared = await readJson<Declared[]>(
    listFile,
    `vitest list ended with ${list.exitCode} and listed nothing: ${lastLine(list.stderr)}`,
  );

  const run = async (tests: readonly Declared[], options: readonly string[]): Promise<Run> => {
    context.progress(`running ${tests.length} of ${declared.length} declared tests of ${projects.join(', ')}`);
    const reportFile = join(context.workDir, 'results.json');
    await rm(reportFile, { force: true });
    const reporter = join(import.meta.dirname, 'results-reporter.ts');
    const files = new Set(tests.map(({ file }) => file));
    const args = [vitest, 'run', ...files, ...chosen, `--retry=${RETRIES}`, `--reporter=${reporter}`, ...options];
    const { exitCode, stdout, stderr } = await context.run(process.execPath, args, { env: { TRANSKEEP_RESULTS_FILE: reportFile } });
    const results = await readJson<FileResult[]>(reportFile, `vitest ended with ${exitCode} and reported nothing: ${lastLine(stderr)}`);
    return { exitCode, output: stderr.trim() === '' ? '' : `${stdout}\n${stderr}`, results };
  };
  const { counted = [], others = [] } = Object.groupBy(declared, ({ file }) =>
    measured(relative(context.repoRoot, file)) ? 'counted' : 'others',
  );
  const runs: [Run, ...Run[]] = [await run(counted, coverage)];
  // No file named means all files to vitest: then they have run.
  if (counted.length > 0 && others.length > 0) runs.push(await run(others, []));

  const results = runs.flatMap((one) => one.results);
  const output = runs.map((one) => one.output).join('');
  await context.save('vitest-results.json', JSON.stringify(results));
  if (output !== '') await context.save('vitest-output.log', output);
  return {
    projects: [...projects],
    files: joinFiles(context.repoRoot, declared, results),
    retries: RETRIES,
    exitCode: (runs.find(({ exitCode }) => exitCode !== 0) ?? runs[0]).exitCode,
    services: /^services: (\S+)/m.exec(output)?.[1] ?? null,
  };
}

/** Declared and run, side by side: a file on only one of the sides is kept, as that is what must be noticed. */
export function joinFiles(repoRoot: string, declared: readonly Declared[], results: readonly FileResult[]): TestFile[] {
  const counts = Map.groupBy(declared, ({ file }) => relative(repoRoot, file));
  const ran = Map.groupBy(results, ({ file }) => relative(repoRoot, file));
  return [...new Set([...counts.keys(), ...ran.keys()])].sort().map((file) => {
    const runs = ran.get(file) ?? [];
    const tests = runs.flatMap((run) => run.tests);
    const failure = ({ test, attempts }: FileResult['tests'][number]) => ({
      test,
      message: firstLine(attempts.find(({ passed }) => !passed)?.message),
    });
    const failedOnce = ({ attempts }: FileResult['tests'][number]) => attempts.some(({ passed }) => !passed);
    const passed = tests.filter(({ state }) => state === 'passed');
    const error = runs.find((run) => run.error !== null)?.error;
    return {
      file,
      declared: counts.get(file)?.length ?? 0,
      passed: passed.filter((test) => !failedOnce(test)).length,
      skipped: tests.filter(({ state }) => state === 'skipped' || state === 'pending').map(({ test }) => test),
      failed: tests.filter(({ state }) => state === 'failed').map(failure),
      flaky: passed.filter(failedOnce).map(failure),
      attempts: {
        made: tests.reduce((sum, { attemptsMade }) => sum + attemptsMade, 0),
        recorded: tests.reduce((sum, { attempts }) => sum + attempts.length, 0),
      },
      error: error === undefined || error === null ? null : firstLine(error),
    };
  });
}

async function readJson<T>(path: string, otherwise: string): Promise<T> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(otherwise, { cause });
  });
  return JSON.parse(text) as T;
}

const firstLine = (text = ''): string => text.trim().split('\n', 1)[0]?.slice(0, 300) || 'it said nothing';
const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.slice(0, 300) || 'it said nothing';
