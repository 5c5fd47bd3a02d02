import { execFileSync } from 'node:child_process';

/** While the work runs, we and what it starts stay on the first of our cores. */
export async function onOneCore<T>(work: () => Promise<T>): Promise<T> {
  const taskset = (...args: string[]) => execFileSync('taskset', ['-acp', ...args, `${process.pid}`], { encoding: 'utf8' });
  const cores = /: ([\d,-]+)$/m.exec(taskset())?.[1];
  if (!cores) throw new Error('taskset does not say which cores this process may use');
  taskset(String(Number.parseInt(cores, 10)));
  try {
    return await work();
  } finally {
    taskset(cores);
  }
}
