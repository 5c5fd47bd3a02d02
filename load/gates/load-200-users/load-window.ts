import { gapIn } from '@transkeep/qa/calibration/noise.ts';
import type { LoadWindow, Samples } from './evidence.ts';

/** A stretch of time with all users at work: from, to in ms since the first sample. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The longest stretch in which at least `users` were at work at every look; `null` when there was none. */
export function steadyStretch({ atMs, users }: LoadWindow['usersAtWork'], atLeast: number): Stretch | null {
  let best: Stretch | null = null;
  let from: number | null = null;
  for (const [index, at] of atMs.entries()) {
    if ((users[index] ?? 0) < atLeast) {
      from = null;
      continue;
    }
    from ??= at;
    if (!best || at - from > best.toMs - best.fromMs) best = { fromMs: from, toMs: at };
  }
  return best;
}

export function isWithin(steady: readonly Stretch[], atMs: number): boolean {
  return steady.some(({ fromMs, toMs }) => atMs >= fromMs && atMs <= toMs);
}

/** Durations in the steady state, grouped by `key` (user, or block of time): the clusters of the bootstrap. */
export function clustersBy(
  samples: Samples,
  steady: readonly Stretch[],
  key: (sample: { user: number; atMs: number }) => number,
): Map<number, number[]> {
  const clusters = new Map<number, number[]>();
  for (const [index, durationMs] of samples.durationMs.entries()) {
    const atMs = samples.atMs[index] ?? Number.NaN;
    if (!isWithin(steady, atMs)) continue;
    const cluster = key({ user: samples.user[index] ?? -1, atMs });
    const durations = clusters.get(cluster);
    if (durations) durations.push(durationMs);
    else clusters.set(cluster, [durationMs]);
  }
  return clusters;
}

/** Why a window's evidence is not all there, in one line; `null` when every sample that k6 counted was found. */
export function whatIsMissing({ k6, operations, journeys, calibration }: LoadWindow): string | null {
  if (k6.exitCode !== 0) return `k6 ended with code ${k6.exitCode ?? 'none (killed)'}`;
  if (!k6.declared) return 'k6 wrote no summary, so nothing says how many samples there should be';
  if (k6.declared.requests === 0) return 'k6 made no request';
  const found: [what: string, found: number, declared: number][] = [
    ['requests', Object.values(operations).reduce((sum, { durationMs }) => sum + durationMs.length, 0), k6.declared.requests],
    ['journeys begun', journeys.length, k6.declared.journeysStarted],
    ['journeys finished', journeys.filter(({ endedAtMs }) => endedAtMs !== null).length, k6.declared.journeysFinished],
  ];
  for (const [operation, samples] of Object.entries(operations)) {
    for (const property of [samples.durationMs, samples.atMs, samples.user, samples.status, samples.right]) {
      found.push([`samples of ${operation}`, property.length, k6.declared.operations[operation] ?? Number.NaN]);
    }
  }
  const off = found.find(([, count, declared]) => count !== declared);
  return off ? `${off[1]} ${off[0]} found, k6 counted ${off[2]}` : gapIn(calibration);
}
