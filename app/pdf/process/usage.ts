import { readFileSync } from 'node:fs';

const PAGE_BYTES = 4096;
/** USER_HZ, 100 on every Linux that Node supports. */
const TICKS_PER_SECOND = 100;

export interface Usage {
  readonly rssMb: number;
  /** User and system time since the process began. */
  readonly cpuMs: number;
}

/** What a process uses now; undefined where there is no /proc, and when it is gone. */
export function usageOf(pid: number): Usage | undefined {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    // The second field is the command in brackets and may hold spaces: count from behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { rssMb: (pages * PAGE_BYTES) / 1024 / 1024, cpuMs: (ticks / TICKS_PER_SECOND) * 1000 };
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** Most resident memory the process ever had, MB; 0 where that is unknown. */
export function peakRssMb(pid: number): number {
  try {
    const line = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line ? Number(line[1]) / 1024 : 0;
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0;
    throw error;
  }
}
