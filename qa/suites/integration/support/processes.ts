import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '../../../stack/ports.ts';
import { type Ground, until } from './app-under-test.ts';

const repoRoot = join(import.meta.dirname, '../../../..');

export interface StartedProcess {
  readonly child: ChildProcess;
  readonly url: string;
  stdout(): string;
  stderr(): string;
  exited(): Promise<{ code: number | null; ms: number }>;
}

export interface Processes {
  start(entry: string, env?: Readonly<Record<string, string>>): Promise<StartedProcess>;
  /** Ends what still runs. */
  killAll(): Promise<void>;
}

/** Processes of the app as an operator starts them: an entry file and an environment. */
export function processesOn(ground: () => Ground): Processes {
  const started: ChildProcess[] = [];
  return {
    async start(entry, env = {}) {
      const port = await freePort();
      const child = spawn(process.execPath, [entry], {
        cwd: repoRoot,
        env: { PATH: process.env.PATH, ...ground().env, PORT: String(port), ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      started.push(child);
      const output = { stdout: '', stderr: '' };
      for (const name of ['stdout', 'stderr'] as const) {
        child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
          output[name] += chunk;
        });
      }
      const since = performance.now();
      const exit = once(child, 'exit').then(([code]) => ({ code: code as number | null, ms: performance.now() - since }));
      return { child, url: `http://127.0.0.1:${port}`, stdout: () => output.stdout, stderr: () => output.stderr, exited: () => exit };
    },
    async killAll() {
      for (const child of started.splice(0)) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    },
  };
}

/** @throws when it is not ready in time */
export function untilReady({ url }: StartedProcess): Promise<boolean> {
  return until(async () => (await fetch(`${url}/health/ready`).catch(() => undefined))?.status === 200, Boolean);
}
