import { noiseIn } from '@transkeep/qa/calibration/noise.ts';
import { OPERATIONS } from '../../operations.ts';
import type { Journey, LoadEvidence, LoadWindow, Samples } from './evidence.ts';
import { type Stretch, steadyStretch } from './load-window.ts';

/** What is judged at once: one window, or two as one. */
export interface Look {
  readonly users: number;
  /** One stretch per window. */
  readonly steady: readonly Stretch[];
  readonly operations: Readonly<Record<string, Samples>>;
  readonly journeys: readonly Journey[];
  /** What the load lacked to be the one that is promised; then nothing passes. */
  readonly lack: string | null;
  /** Why the machine was too noisy; then nothing fails. */
  readonly noise: string | null;
}

/** The windows lie this far apart when judged as one: no block of time spans two. */
const BETWEEN_WINDOWS_MS = 60_000;

/**
 * The looks that the evidence allows: the first window; and, where there is a second, both as one with twice the samples, or the quiet
 * one alone where only one of them was quiet. A window in which the users were never all at work gives `null`.
 */
export function looksAt({ asked, windows }: LoadEvidence): Omit<Look, 'lack'>[] | null {
  const rounds = windows.map(({ calibration: { before, after } }) => [...before, ...after]);
  const measured: { window: LoadWindow; steady: Stretch; noise: string | null }[] = [];
  for (const [index, window] of windows.entries()) {
    const steady = steadyStretch(window.usersAtWork, asked.users);
    if (!steady) return null;
    measured.push({ window, steady, noise: noiseIn(window.calibration, rounds.toSpliced(index, 1).flat()) });
  }
  const quiet = measured.filter(({ noise }) => noise === null);
  const sets = windows.length < 2 ? [measured] : [measured.slice(0, 1), quiet.length > 0 ? quiet : measured];
  return sets.map((set) => ({
    users: asked.users,
    ...asOne(set),
    noise: set.find(({ noise }) => noise !== null)?.noise ?? null,
  }));
}

/** Windows one after the other on one axis of time. */
function asOne(set: readonly { window: LoadWindow; steady: Stretch }[]): Pick<Look, 'steady' | 'operations' | 'journeys'> {
  const operations: Record<string, Samples> = Object.fromEntries(
    OPERATIONS.map((operation) => [operation, { user: [], atMs: [], durationMs: [], status: [], right: [] }]),
  );
  const journeys: Journey[] = [];
  const stretches: Stretch[] = [];
  let offset = 0;
  for (const { window, steady } of set) {
    const later = (atMs: number) => atMs + offset;
    stretches.push({ fromMs: later(steady.fromMs), toMs: later(steady.toMs) });
    for (const [operation, from] of Object.entries(window.operations)) {
      const to = operations[operation];
      if (!to) throw new Error(`samples of an unknown operation: ${operation}`);
      operations[operation] = {
        user: to.user.concat(from.user),
        atMs: to.atMs.concat(from.atMs.map(later)),
        durationMs: to.durationMs.concat(from.durationMs),
        status: to.status.concat(from.status),
        right: to.right.concat(from.right),
      };
    }
    for (const journey of window.journeys) journeys.push({ ...journey, startedAtMs: later(journey.startedAtMs) });
    offset += lastMoment(window) + BETWEEN_WINDOWS_MS;
  }
  return { steady: stretches, operations, journeys };
}

function lastMoment({ usersAtWork, operations }: LoadWindow): number {
  const moments = [usersAtWork.atMs, ...Object.values(operations).map(({ atMs }) => atMs)];
  return moments.flat().reduce((most, atMs) => Math.max(most, atMs), 0);
}
