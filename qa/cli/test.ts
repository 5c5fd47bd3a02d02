import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runChecks } from './check.ts';
import { packageFile, repoRoot, runNode } from './step.ts';

const HELP = `npm test: checks, then every test: unit, web, infra, integration, and the harness's own small run in a real browser.
  -- --project NAME   only that vitest project (unit, web, infra, integration, system); may be repeated; leaves the checks out
`;

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** What vitest's JSON reporter says. A run that broke before it could report, or ran nothing, counts as one failure. */
async function runVitest(projects: readonly string[]): Promise<Counts> {
  const outputFile = join(repoRoot, '.local/test-results.json');
  await mkdir(join(repoRoot, '.local'), { recursive: true });
  await rm(outputFile, { force: true });
  const args = [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${outputFile}`,
    ...projects.flatMap((name) => ['--project', name]),
  ];
  const { exitCode } = await runNode(packageFile('vitest/vitest.mjs'), args, { live: true });
  const text = await readFile(outputFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  if (text === undefined) {
    process.stdout.write(`vitest ended with ${exitCode} and reported nothing\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const report = JSON.parse(text) as { numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests: number };
  const counts = { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests + report.numTodoTests };
  // A file that fails to load, or an error outside any test, fails the run without failing a test.
  if (counts.failed === 0 && (exitCode !== 0 || counts.passed === 0)) counts.failed = 1;
  return counts;
}

try {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' }, project: { type: 'string', multiple: true } } });
  if (values.help) process.stdout.write(HELP);
  else {
    const checks = values.project ? { passed: 0, failed: 0 } : await runChecks();
    const tests = await runVitest(values.project ?? []);
    const failed = checks.failed + tests.failed;
    const skipped = tests.skipped > 0 ? `, ${tests.skipped} skipped` : '';
    process.stdout.write(`${checks.passed + tests.passed} passed, ${failed} failed${skipped}\n`);
    process.exitCode = failed > 0 ? 1 : 0;
  }
} catch (error) {
  if (!(error instanceof TypeError && 'code' in error)) throw error;
  process.stderr.write(`test: ${error.message.split('\n')[0]} (try --help)\n`);
  process.exitCode = 4;
}
