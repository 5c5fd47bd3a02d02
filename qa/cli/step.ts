import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

export const repoRoot = resolve(import.meta.dirname, '../..');

/** Absolute path of a JavaScript entry inside node_modules: runs under this Node whatever the package's shebang says. */
export const packageFile = (path: string): string => join(repoRoot, 'node_modules', path);

export interface StepResult {
  /** `null` when a signal ended it. */
  readonly exitCode: number | null;
  /** stdout and stderr in the order they came; empty when the step wrote straight to the terminal. */
  readonly output: string;
  readonly durationMs: number;
}

/** Runs one Node program from the repository's root; `live` passes its output through as it comes. Never throws on a non-zero exit. */
export function runNode(
  file: string,
  args: readonly string[],
  options: { live?: boolean; env?: Record<string, string> } = {},
): Promise<StepResult> {
  const started = performance.now();
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [file, ...args], {
      cwd: repoRoot,
      env: { ...process.env, ...options.env },
      stdio: options.live ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    const forward = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGINT', forward).on('SIGTERM', forward);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', failed);
    child.on('close', (exitCode) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      done({ exitCode, output, durationMs: performance.now() - started });
    });
  });
}
