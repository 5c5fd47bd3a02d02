import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import { runVitest } from '../../suites/vitest/run-vitest.ts';
import type { Coverage } from './evidence.ts';

interface Counts {
  readonly covered: number;
  readonly total: number;
}
type Summary = Record<string, { lines: Counts; branches: Counts }>;

/** All tests that run our code, once, together: a line counts as covered whichever of them ran it. */
export async function gather(context: GatherContext): Promise<Coverage> {
  const criticalFiles = JSON.parse(await readFile(join(import.meta.dirname, 'critical-files.json'), 'utf8')) as string[];
  const folder = join(context.workDir, 'coverage');
  const sources = ['app/**/*.{ts,tsx}', ...criticalFiles];
  const notOurs = ['**/*.test.{ts,tsx}', '**/*.d.ts', 'app/web/dist/**', 'app/web/vite.config.ts', 'app/web/shared/test-setup.ts'];
  const outcome = await runVitest(
    context,
    ['unit', 'web', 'integration'],
    [
      '--coverage.enabled',
      '--coverage.provider=v8',
      '--coverage.reportOnFailure',
      '--coverage.reporter=json-summary',
      '--coverage.reporter=json',
      `--coverage.reportsDirectory=${folder}`,
      ...sources.map((glob) => `--coverage.include=${glob}`),
      ...notOurs.map((glob) => `--coverage.exclude=${glob}`),
    ],
  );
  await context.saveFile('coverage-final.json', join(folder, 'coverage-final.json'));
  const summary = JSON.parse(await readFile(join(folder, 'coverage-summary.json'), 'utf8')) as Summary;
  const count = ({ covered, total }: Counts): Counts => ({ covered, total });
  return {
    passed: outcome.files.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcome.files.reduce((sum, { failed }) => sum + failed.length, 0),
    skipped: outcome.files.flatMap(({ file, skipped }) => skipped.map((test) => `${file} › ${test}`)),
    files: Object.entries(summary)
      .filter(([path]) => path !== 'total')
      .map(([path, { lines, branches }]) => ({ file: relative(context.repoRoot, path), lines: count(lines), branches: count(branches) })),
    criticalFiles,
  };
}
