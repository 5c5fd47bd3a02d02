import { spawn } from 'node:child_process';
import type { CommandResult } from '@transkeep/reports/contract/index.ts';
import { oneLine } from '../errors.ts';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
  readonly input?: string;
  readonly signal: AbortSignal;
  /** How long the group may take to end by itself after an abort. */
  readonly graceMs?: number;
}

/** More output than this is cut at the front: what a tool says last matters most. Bytes. */
const OUTPUT_LIMIT = 16 * 1024 * 1024;

/**
 * Runs a command as leader of its own process group, and ends the whole group on abort. Never throws on a non-zero exit; a command that
 * cannot be started at all throws with its name.
 */
export function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  options.signal.throwIfAborted();
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      detached: true,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    const output = { stdout: collect(child.stdout), stderr: collect(child.stderr) };
    // A command that ends without reading its input breaks the pipe: its exit code says what matters.
    child.stdin?.on('error', () => undefined).end(options.input);
    let killTimer: NodeJS.Timeout | undefined;
    const abort = (): void => {
      killGroup(child.pid, 'SIGTERM');
      killTimer = setTimeout(() => killGroup(child.pid, 'SIGKILL'), options.graceMs ?? 2_000);
    };
    options.signal.addEventListener('abort', abort, { once: true });
    child.once('error', (cause) => {
      options.signal.removeEventListener('abort', abort);
      reject(new Error(`cannot start ${command}: ${oneLine(cause)}`, { cause }));
    });
    // A grandchild that keeps the pipes open must not hold us up: what it left behind is ended when its parent is.
    child.once('exit', () => {
      setTimeout(() => killGroup(child.pid, 'SIGKILL'), 1_000).unref();
      // A daemon that left the group may hold them for ever.
      setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, 2_000).unref();
    });
    child.once('close', (exitCode) => {
      clearTimeout(killTimer);
      options.signal.removeEventListener('abort', abort);
      if (options.signal.aborted) reject(options.signal.reason);
      else resolve({ exitCode, stdout: output.stdout(), stderr: output.stderr(), durationMs: performance.now() - startedAt });
    });
  });
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream?.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    while (size > OUTPUT_LIMIT && chunks.length > 1) size -= chunks.shift()?.length ?? 0;
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // The group is gone already.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
