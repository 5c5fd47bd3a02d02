import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

export interface Guard {
  /** What the marks of all gates of this run begin with. */
  readonly mark: string;
  /** The run has ended and left nothing. */
  dismiss(): void;
}

/** Starts the process that ends the gates of this run should this process be killed outright. */
export function standGuard(): Guard {
  const mark = randomUUID();
  const reaper = spawn(process.execPath, [join(import.meta.dirname, 'reaper.ts'), mark], {
    // Out of reach of Ctrl-C and of signals to our group: it must outlive us.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Nobody to guard with: gates still end by themselves when they lose their parent.
  reaper.once('error', () => undefined);
  reaper.stdin.on('error', () => undefined);
  reaper.unref();
  return { mark, dismiss: () => reaper.stdin.end() };
}
