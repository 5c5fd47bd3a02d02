import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Activity } from './evidence.ts';

/** Clock ticks since the machine started, by who used them. */
export interface Snapshot {
  readonly atMs: number;
  /** Of all cores, idle time too. */
  readonly total: number;
  readonly steal: number;
  /** By programs, in user and system mode. */
  readonly busy: number;
  /** The part of `busy` that is our own, and the kernel's threads, which work for whoever asks. */
  readonly known: number;
  /** The part of `known` that is neither the kernel's nor that of this process, which measures. */
  readonly system: number;
}

/** One process of `/proc`: ticks include those of its children that have ended and were waited for. */
export interface ProcessTicks {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

/** Parent of all threads of the kernel. */
const KTHREADD = 2;

/**
 * What the machine has done so far; `ours` are roots of process trees that belong to the measurement. `null` where there is no /proc.
 * In a container the programs of its host are not listed, but their time is counted: they are foreign, too.
 */
export async function takeSnapshot(ours: readonly number[]): Promise<Snapshot | null> {
  const text = await readFile('/proc/stat', 'latin1').catch(absent);
  if (text === null) return null;
  const atMs = performance.now();
  const processes = (await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(ticksOf))).filter(
    (one) => one !== null,
  );
  const self = processes.find(({ pid }) => pid === process.pid)?.ticks ?? 0;
  const system = ticksOfFamilies(processes, [...ours, process.pid]) - self;
  return { atMs, ...totals(text), known: system + self + ticksOfFamilies(processes, [KTHREADD]), system };
}

/** The line of all cores: user nice system idle iowait irq softirq steal (guests are part of user). */
export function totals(stat: string): Pick<Snapshot, 'total' | 'steal' | 'busy'> {
  const fields = (/^cpu +(.*)$/m.exec(stat)?.[1] ?? '').split(' ').map(Number);
  const [user = Number.NaN, nice = Number.NaN, system = Number.NaN, , , , , steal = 0] = fields;
  return { total: fields.slice(0, 8).reduce((sum, ticks) => sum + ticks, 0), steal, busy: user + nice + system };
}

/** Ticks of the processes with these pids and of everything below them. */
export function ticksOfFamilies(processes: readonly ProcessTicks[], roots: readonly number[]): number {
  const children = Map.groupBy(processes, ({ parent }) => parent);
  const family = new Set<ProcessTicks>();
  const waiting = processes.filter(({ pid }) => roots.includes(pid));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (family.has(next)) continue;
    family.add(next);
    waiting.push(...(children.get(next.pid) ?? []));
  }
  return [...family].reduce((sum, { ticks }) => sum + ticks, 0);
}

/** `/proc/PID/stat`: fields after the name's last bracket, as a name may hold anything: state, parent, …, utime, stime, cutime, cstime. */
export function parseProcess(pid: number, stat: string): ProcessTicks {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { pid, parent: Number(fields[1]), ticks: fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) };
}

/** Shares between two snapshots; nothing is negative, as clocks of single processes lag behind that of the machine. */
export function activityBetween(before: Snapshot, after: Snapshot): Activity {
  const total = after.total - before.total;
  const share = (ticks: number) => (total > 0 ? Math.max(0, Math.round((ticks / total) * 10_000) / 10_000) : 0);
  return {
    ms: Math.round(after.atMs - before.atMs),
    steal: share(after.steal - before.steal),
    foreign: share(after.busy - before.busy - (after.known - before.known)),
    system: share(after.system - before.system),
  };
}

export interface ActivityWatch {
  /** Ends watching and gives every interval; `null` where the system cannot be asked. */
  end(): Promise<Activity[] | null>;
}

/** Looks every `everyMs` at who uses the CPU, until it is ended or aborted. About 10 ms of work a look. */
export function watchActivity(ours: readonly number[], { everyMs, signal }: { everyMs: number; signal: AbortSignal }): ActivityWatch {
  const ending = new AbortController();
  const stop = AbortSignal.any([ending.signal, signal]);
  const watch = async (): Promise<Activity[] | null> => {
    const intervals: Activity[] = [];
    let last = await takeSnapshot(ours);
    while (last && !stop.aborted) {
      await delay(everyMs, undefined, { signal: stop }).catch(() => undefined);
      const next = await takeSnapshot(ours);
      if (next) intervals.push(activityBetween(last, next));
      last = next;
    }
    return last && intervals;
  };
  const watched = watch();
  // Said by whoever ends it; until then it must not count as unhandled.
  watched.catch(() => undefined);
  return {
    end() {
      ending.abort();
      return watched;
    },
  };
}

async function ticksOf(pid: string): Promise<ProcessTicks | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(absent);
  return stat === null ? null : parseProcess(Number(pid), stat);
}

function absent(error: NodeJS.ErrnoException): null {
  // Ended while we looked, or not Linux.
  if (error.code === 'ENOENT' || error.code === 'ESRCH') return null;
  throw error;
}
