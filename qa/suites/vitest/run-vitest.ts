import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import type { TestFile, TestOutcome } from './outcome.ts';

interface Declared {
  readonly file: string;
}

interface Result {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly { readonly fullName: string; readonly status: string; readonly failureMessages: readonly string[] }[];
}

/**
 * Runs vitest projects under this Node and says, for every file that declares tests, what became of them. The JSON report is saved
 * as evidence. Throws when vitest could not even report.
 */
export async function runVitest(context: GatherContext, projects: readonly string[], more: readonly string[] = []): Promise<TestOutcome> {
  const vitest = join(context.repoRoot, 'node_modules/vitest/vitest.mjs');
  const chosen = projects.flatMap((name) => ['--project', name]);
  const listFile = join(context.workDir, 'declared.json');
  const reportFile = join(context.workDir, 'results.json');

  context.progress('listing what is declared');
  const list = await context.run(process.execPath, [vitest, 'list', ...chosen, `--json=${listFile}`]);
  const declared = await readJson<Declared[]>(
    listFile,
    `vitest list ended with ${list.exitCode} and listed nothing: ${lastLine(list.stderr)}`,
  );

  context.progress(`running ${declared.length} declared tests of ${projects.join(', ')}`);
  const args = [vitest, 'run', ...chosen, '--reporter=json', `--outputFile.json=${reportFile}`, ...more];
  const { exitCode, stdout, stderr } = await context.run(process.execPath, args);
  const results = await readJson<{ testResults: Result[] }>(
    reportFile,
    `vitest ended with ${exitCode} and reported nothing: ${lastLine(stderr)}`,
  );
  await context.saveFile('vitest-results.json', reportFile);
  if (stderr.trim() !== '') await context.save('vitest-output.log', `${stdout}\n${stderr}`);
  return {
    projects: [...projects],
    files: joinFiles(context.repoRoot, declared, results.testResults),
    exitCode,
    services: /^services: (\S+)/m.exec(`${stdout}\n${stderr}`)?.[1] ?? null,
  };
}

/** Declared and run, side by side: a file on only one of the sides is kept, as that is what must be noticed. */
export function joinFiles(repoRoot: string, declared: readonly Declared[], results: readonly Result[]): TestFile[] {
  const counts = Map.groupBy(declared, ({ file }) => relative(repoRoot, file));
  const ran = Map.groupBy(results, ({ name }) => relative(repoRoot, name));
  return [...new Set([...counts.keys(), ...ran.keys()])].sort().map((file) => {
    const runs = ran.get(file) ?? [];
    const tests = runs.flatMap(({ assertionResults }) => assertionResults);
    const broken = runs.find(
      ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
    );
    return {
      file,
      declared: counts.get(file)?.length ?? 0,
      passed: tests.filter(({ status }) => status === 'passed').length,
      skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ fullName }) => fullName),
      failed: tests
        .filter(({ status }) => status === 'failed')
        .map(({ fullName, failureMessages }) => ({ test: fullName, message: firstLine(failureMessages[0]) })),
      error: broken ? firstLine(broken.message) : null,
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
