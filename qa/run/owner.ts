import { readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../setup/lock.mjs';
import { UsageError } from './errors.ts';
import { storing } from './evidence/evidence-store.ts';

const NAME = 'owner.json';

/** Makes this process the one that writes to a run. Throws UsageError while another one does; a dead one's claim is taken over. */
export async function claim(runDir: string): Promise<() => Promise<void>> {
  const file = join(runDir, NAME);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text !== undefined) {
    const owner = parse(text);
    if (owner && isAlive(owner.pid) && bornAt(owner.pid) === owner.born)
      throw new UsageError(`${runDir} is still being written by process ${owner.pid}: wait for it, or stop it with Ctrl-C first`);
    await rm(file, { force: true });
  }
  await storing(() => writeFile(file, JSON.stringify({ pid: process.pid, born: bornAt(process.pid) }), { flag: 'wx', flush: true }));
  return () => rm(file, { force: true });
}

/** A file cut short by a crash names nobody. */
function parse(text: string): { pid: number; born: string } | undefined {
  try {
    const { pid, born } = JSON.parse(text);
    return Number.isInteger(pid) && typeof born === 'string' ? { pid, born } : undefined;
  } catch {
    return undefined;
  }
}

/** When a process started, in the kernel's own count: tells it from a later one of the same number. Empty where there is no /proc. */
function bornAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
