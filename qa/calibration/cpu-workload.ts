import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Whole numbers only and no memory to speak of: nothing but the CPU can make it slower. About 10 ms on a machine of 2020. */
const STEPS = 6_000_000;

/** Does the fixed work `repetitions` times and gives the time of each, ms. The first few, while the compiler is still at it, are not counted. */
export function repeatWork(repetitions: number): number[] {
  const times: number[] = [];
  let state = 1;
  for (let repetition = -WARM_UP; repetition < repetitions; repetition += 1) {
    const startedAt = performance.now();
    for (let step = 0; step < STEPS; step += 1) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
    }
    const ms = performance.now() - startedAt;
    if (repetition >= 0) times.push(ms);
  }
  // The result is used, so the work cannot be optimised away; xorshift never reaches 0.
  if (state === 0) throw new Error('the CPU workload computed something else than it should');
  return times;
}

const WARM_UP = 3;

/** The work on every core at once: with one core busy elsewhere, one of the workers shows it. */
export async function timeCpu({ cores, repetitions }: { cores: number; repetitions: number }): Promise<number[][]> {
  const workers = Array.from({ length: cores }, () => new Worker(new URL('cpu-worker.ts', import.meta.url), { workerData: repetitions }));
  try {
    return await Promise.all(workers.map(async (worker) => (await once(worker, 'message'))[0] as number[]));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
