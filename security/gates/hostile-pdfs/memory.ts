import { readdir, readFile } from 'node:fs/promises';

export interface MemoryWatch {
  /** Ends the watch. Out: how often it looked, and the highest resident memory of each process seen. */
  stop(): Promise<{ looks: number; peaks: { process: string; peakMiB: number }[] }>;
}

const INTERVAL_MS = 200;

/**
 * Watches some processes and everything they start (Linux). The kernel keeps each process's own high-water mark (VmHWM), so that a peak
 * between two looks is not missed, unless the process was born and gone in between.
 */
export function watchMemory(roots: readonly { readonly name: string; readonly pid: number }[]): MemoryWatch {
  const peaks = new Map<string, number>();
  let looks = 0;
  let look: Promise<void> = Promise.resolve();
  const once = async (): Promise<void> => {
    const parents = await parentsOf();
    for (const [pid] of parents) {
      const root = roots.find((one) => descendsFrom(pid, one.pid, parents));
      const peak = root && (await highWaterMiB(pid));
      if (root && peak) peaks.set(`${root.name} ${pid}`, Math.max(peak, peaks.get(`${root.name} ${pid}`) ?? 0));
    }
    looks += 1;
  };
  const timer = setInterval(() => {
    look = look.then(once);
  }, INTERVAL_MS);
  return {
    async stop() {
      clearInterval(timer);
      await look.then(once);
      return { looks, peaks: [...peaks].map(([process, peakMiB]) => ({ process, peakMiB })) };
    },
  };
}

function descendsFrom(pid: number, ancestor: number, parents: ReadonlyMap<number, number>): boolean {
  for (let each: number | undefined = pid; each; each = parents.get(each)) if (each === ancestor) return true;
  return false;
}

async function parentsOf(): Promise<Map<number, number>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const pairs = await Promise.all(pids.map(async (pid) => [pid, Number(await field(pid, 'PPid'))] as const));
  return new Map(pairs);
}

async function highWaterMiB(pid: number): Promise<number> {
  return Math.round(Number.parseInt((await field(pid, 'VmHWM')) ?? '0', 10) / 1024);
}

/** A field of `/proc/PID/status`; nothing for a process that has ended. */
async function field(pid: number, name: string): Promise<string | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ESRCH') throw error;
    return '';
  });
  return new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1];
}
