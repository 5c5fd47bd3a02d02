import { readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const MIB = 1024 * 1024;
const POLL_MS = 1_000;

export interface DiskLimits {
  /** With less room than this left, whoever fills the disk is stopped. */
  readonly reserveBytes: number;
  /** A gate that has written less is not the one that fills it. */
  readonly blameBytes: number;
}

const LIMITS: DiskLimits = { reserveBytes: 512 * MIB, blameBytes: 256 * MIB };

/** Resolves with the reason as soon as the gate that writes to these folders has filled the disk; never otherwise, nor once the signal has aborted. */
export async function diskFilled(folders: readonly string[], signal: AbortSignal, limits: DiskLimits = LIMITS): Promise<string> {
  for (;;) {
    try {
      await delay(POLL_MS, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) throw error;
      return new Promise(() => undefined);
    }
    const room = Math.min(...(await Promise.all(folders.map(roomIn))));
    if (room >= limits.reserveBytes) continue;
    // Asked only now, as it takes time.
    const written = (await Promise.all(folders.map(sizeOf))).reduce((sum, size) => sum + size, 0);
    if (written >= limits.blameBytes) return `stopped as it fills the disk: ${mib(written)} written, ${mib(room)} left`;
  }
}

/** Makes room: that much evidence of a gate that was stopped is of no use, and the next ones need the disk. Gives what to say of it; nothing where little or enough room is left. */
export async function makeRoom(folder: string, { reserveBytes, blameBytes }: DiskLimits = LIMITS): Promise<string> {
  if ((await roomIn(folder)) >= reserveBytes) return '';
  const size = await sizeOf(folder);
  if (size < blameBytes) return '';
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
  return `; its ${mib(size)} of evidence were removed`;
}

async function roomIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** In bytes; what disappears meanwhile counts nothing. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

const mib = (bytes: number): string => `${Math.round(bytes / MIB)} MiB`;
