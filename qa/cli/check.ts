import { parseArgs, styleText } from 'node:util';
import { packageFile, runNode } from './step.ts';

/** `npm run check`: everything that can be said of the code without running it. */
const checks = [
  { name: 'lint, format, boundaries', file: packageFile('@biomejs/biome/bin/biome'), args: ['check', '--error-on-warnings', '.'] },
  { name: 'types', file: packageFile('typescript/bin/tsc'), args: [] },
  { name: 'types of the infrastructure', file: packageFile('typescript/bin/tsc'), args: ['-p', 'infra'] },
  { name: 'types of the web app', file: packageFile('typescript/bin/tsc'), args: ['-p', 'app/web'] },
  { name: 'types of the k6 scenarios', file: packageFile('typescript/bin/tsc'), args: ['-p', 'load/scenarios'] },
  { name: 'unused code', file: packageFile('knip/bin/knip.js'), args: [] },
];

/** Runs every check, prints one line each, and what failed in full. Out: how many passed and failed. */
export async function runChecks(): Promise<{ passed: number; failed: number }> {
  let failed = 0;
  for (const { name, file, args } of checks) {
    const { exitCode, output, durationMs } = await runNode(file, args, { env: { FORCE_COLOR: process.stdout.isTTY ? '1' : '0' } });
    const ok = exitCode === 0;
    if (!ok) failed += 1;
    const mark = ok ? styleText('green', '✓') : styleText('red', '✗');
    process.stdout.write(`${mark} ${name} (${(durationMs / 1000).toFixed(1)} s)\n${ok ? '' : output}`);
  }
  return { passed: checks.length - failed, failed };
}

if (import.meta.main) {
  try {
    const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } });
    if (values.help) process.stdout.write(`npm run check: ${checks.map(({ name }) => name).join('; ')}\n`);
    else process.exitCode = (await runChecks()).failed > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof TypeError && 'code' in error)) throw error;
    process.stderr.write(`check: ${error.message.split('\n')[0]} (try --help)\n`);
    process.exitCode = 4;
  }
}
