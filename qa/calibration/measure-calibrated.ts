import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { activityBetween, takeSnapshot, watchActivity } from './activity.ts';
import { timeCpu } from './cpu-workload.ts';
import type { Calibration, Round } from './evidence.ts';
import { timeLoopback } from './loopback.ts';
import { noiseInRound } from './noise.ts';

/** About 0.6 s a round. */
const WORK = { repetitions: 30, batches: 40 };
const WATCH_EVERY_MS = 2_000;

interface CalibrateOptions {
  /** Rounds of the same run before this measurement: the best of all of them is what each is held against. */
  readonly earlier?: readonly Round[];
  /** Roots of the process trees that belong to the measurement. A gate's parent is the harness, which started the system. */
  readonly ours?: readonly number[];
  readonly signal: AbortSignal;
  progress(text: string): void;
  /** Rounds tried for quiet, and the pause between two of them: on a noisy machine this waits half a minute, and then measures all the same. */
  readonly rounds?: number;
  readonly pauseMs?: number;
  /** Values a round holds, of each workload. */
  readonly work?: { readonly repetitions: number; readonly batches: number };
}

/**
 * Measures something that takes time, with what the machine did around and meanwhile. Waits for quiet first, for a bounded time; whether it
 * was quiet is for `noiseIn` to judge from the evidence. A throw of `measure` goes through.
 */
export async function measureCalibrated<T>(
  measure: () => Promise<T>,
  { earlier = [], ours = [process.ppid], signal, progress, rounds = 6, pauseMs = 5_000, work = WORK }: CalibrateOptions,
): Promise<{ result: T; calibration: Calibration }> {
  const declared = { cores: availableParallelism(), ...work };
  const patience = { declared, ours, signal, progress, rounds, pauseMs };
  const before = await roundsUntilQuiet(earlier, patience);
  const startedAt = performance.now();
  const watch = watchActivity(ours, { everyMs: WATCH_EVERY_MS, signal });
  const result = await measure().finally(() => watch.end());
  const measuredMs = Math.round(performance.now() - startedAt);
  const during = await watch.end();
  // What was measured may still be tidying up, which is no noise of others: half the patience.
  const after = await roundsUntilQuiet([...earlier, ...before], { ...patience, rounds: Math.ceil(rounds / 2), pauseMs: pauseMs / 2 });
  return { result, calibration: { declared, before, during, measuredMs, after } };
}

type Patience = Required<Omit<CalibrateOptions, 'earlier' | 'work'>> & { readonly declared: Calibration['declared'] };

async function roundsUntilQuiet(earlier: readonly Round[], patience: Patience): Promise<Round[]> {
  const { declared, ours, signal, progress, rounds, pauseMs } = patience;
  const done: Round[] = [];
  for (;;) {
    signal.throwIfAborted();
    const round = await oneRound(declared, ours);
    done.push(round);
    const noise = noiseInRound(round, [...earlier, ...done]);
    if (noise === null || done.length >= rounds) return done;
    progress(`waiting for a quiet machine: ${noise}`);
    await delay(pauseMs, undefined, { signal });
  }
}

async function oneRound(declared: Calibration['declared'], ours: readonly number[]): Promise<Round> {
  const before = await takeSnapshot(ours);
  const cpuMs = await timeCpu(declared);
  const loopbackMs = await timeLoopback(declared.batches);
  const after = await takeSnapshot(ours);
  return { cpuMs: cpuMs.map(rounded), loopbackMs: rounded(loopbackMs), activity: before && after && activityBetween(before, after) };
}

/** To a microsecond. */
function rounded(values: readonly number[]): number[] {
  return values.map((value) => Math.round(value * 1_000) / 1_000);
}
