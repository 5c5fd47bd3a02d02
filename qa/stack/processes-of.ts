import { readdirSync, readFileSync } from 'node:fs';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly state: string;
  readonly name: string;
}

/** `/proc/PID/stat`: the name is in brackets and may hold anything, brackets too. */
function parseStat(text: string): Process {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  const [state = '', parent = ''] = text.slice(close + 2).split(' ');
  return { pid: Number(text.slice(0, open)), parent: Number(parent), state, name: text.slice(open + 1, close) };
}

function allProcesses(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))];
      } catch {
        // Ended while we looked.
        return [];
      }
    });
}

/** Pids of everything a process started, directly or not. Linux only. */
export function descendantsOf(pid: number): number[] {
  const all = allProcesses();
  const children = (parent: number): number[] => all.filter((process) => process.parent === parent).map((process) => process.pid);
  const found: number[] = [];
  for (const queue = children(pid); queue.length > 0; ) {
    const next = queue.shift() as number;
    found.push(next);
    queue.push(...children(next));
  }
  return found;
}

/** Those of the pids that still run. A zombie has ended and only waits for its parent to hear of it. */
export function stillRunning(pids: readonly number[]): string[] {
  return allProcesses()
    .filter(({ pid, state }) => pids.includes(pid) && state !== 'Z' && state !== 'X')
    .map(({ pid, name }) => `${name} (${pid})`);
}
