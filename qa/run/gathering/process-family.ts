import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

/** Environment variable that marks every process a gate starts, however far it walks away from its parent. */
export const MARK = 'TRANSKEEP_GATE_MARK';

export interface FamilyMember {
  readonly pid: number;
  readonly name: string;
}

interface Process extends FamilyMember {
  readonly parent: number;
  readonly group: number;
  readonly zombie: boolean;
  readonly marked: boolean;
}

/**
 * Living processes that belong to the one started as leader `pid` of its own group: the group, its descendants, and whatever
 * carries the mark (a browser opens a group of its own; a daemon gives up its parent). Zombies are over and don't count.
 */
export function familyOf(pid: number, mark: string): Promise<FamilyMember[]> {
  return living(`${MARK}=${mark}\0`, (one) => one.pid === pid || one.group === pid || one.marked);
}

/** Marks of the gates of one run: all begin with the run's own. */
export const markOf = (runMark: string, gate: string): string => `${runMark}.${gate}`;

/** Ends every process of a run whose harness is gone: asks, waits at most `graceMs`, kills. */
export async function endMarked(runMark: string, graceMs: number): Promise<void> {
  await end(() => living(`${MARK}=${runMark}.`, ({ marked }) => marked), graceMs);
}

/** Those that `belongs` picks, with their descendants. `needle` is what a marked one has in its environment. */
async function living(needle: string, belongs: (one: Process) => boolean): Promise<FamilyMember[]> {
  const all = await allProcesses(needle);
  const family = new Set(all.filter(belongs).map((one) => one.pid));
  for (let grown = true; grown; ) {
    grown = false;
    for (const one of all) {
      if (family.has(one.parent) && !family.has(one.pid)) grown = Boolean(family.add(one.pid));
    }
  }
  family.delete(process.pid);
  return all.filter((one) => family.has(one.pid) && !one.zombie).map(({ pid: id, name }) => ({ pid: id, name }));
}

/** Asks the family to end, then ends it. Resolves when none of it lives any more. */
export function endFamily(pid: number, mark: string, graceMs: number): Promise<void> {
  return end(() => familyOf(pid, mark), graceMs);
}

/** Who is still there after at most `waitMs`; returns as soon as nobody is. */
export function survivors(pid: number, mark: string, waitMs: number): Promise<FamilyMember[]> {
  return untilNone(() => familyOf(pid, mark), waitMs);
}

async function end(family: () => Promise<FamilyMember[]>, graceMs: number): Promise<void> {
  const pids = async (): Promise<number[]> => (await family()).map(({ pid }) => pid);
  signal(await pids(), 'SIGTERM');
  if ((await untilNone(family, graceMs)).length === 0) return;
  signal(await pids(), 'SIGKILL');
  await untilNone(family, 5_000);
}

async function untilNone(family: () => Promise<FamilyMember[]>, waitMs: number): Promise<FamilyMember[]> {
  const until = performance.now() + waitMs;
  for (;;) {
    const members = await family();
    if (members.length === 0 || performance.now() >= until) return members;
    await delay(50);
  }
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      // It ended between the listing and the signal: that is what was wanted.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

async function allProcesses(needle: string): Promise<Process[]> {
  return process.platform === 'linux' ? linuxProcesses(needle) : otherProcesses();
}

async function linuxProcesses(needle: string): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const processes = await Promise.all(pids.map((pid) => linuxProcess(pid, needle)));
  return processes.filter((one) => one !== undefined);
}

async function linuxProcess(pid: string, needle: string): Promise<Process | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name stands in parentheses and may itself contain some: the fields begin after the last one.
    const nameEnd = stat.lastIndexOf(')');
    const [state, parent, group] = stat.slice(nameEnd + 2).split(' ');
    const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
    return {
      pid: Number(pid),
      name: stat.slice(stat.indexOf('(') + 1, nameEnd),
      parent: Number(parent),
      group: Number(group),
      zombie: state === 'Z' || state === 'X',
      marked: environment.includes(needle),
    };
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/** Systems without /proc: group and descendants only; a marked process that left both is not seen. */
async function otherProcesses(): Promise<Process[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,comm=']);
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const [pid, parent, group, state = '', ...name] = line.trim().split(/\s+/);
      return {
        pid: Number(pid),
        parent: Number(parent),
        group: Number(group),
        zombie: state.startsWith('Z'),
        name: name.join(' '),
        marked: false,
      };
    });
}
