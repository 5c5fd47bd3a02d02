import type { GateVerdict, Measured } from '@transkeep/reports/contract/index.ts';
import type { Journey } from './evidence.ts';
import { isWithin, type Stretch } from './load-window.ts';

/** What is said of one clause, before it has its name. */
export interface Judgement {
  readonly verdict: GateVerdict;
  readonly reason: string;
  readonly measured?: Measured;
  /** INCONCLUSIVE for want of samples or of quiet: another window may decide it. */
  readonly open?: boolean;
}

/** A measure against its limit, turned into what may be said: less load than promised passes nothing, a noisy machine fails nothing. */
export function conclude(
  decision: 'PASS' | 'FAIL' | 'undecided',
  { lack, noise }: { readonly lack: string | null; readonly noise: string | null },
  said: { readonly reason: string; readonly measured?: Measured },
): Judgement {
  const open = lack === null;
  if (decision === 'FAIL')
    return noise === null
      ? { ...said, verdict: 'FAIL' }
      : { ...said, verdict: 'INCONCLUSIVE', reason: `the machine was too noisy: ${noise}; ${said.reason}`, open };
  if (decision === 'undecided')
    return { ...said, verdict: 'INCONCLUSIVE', reason: `needs more samples: the limit lies within the interval; ${said.reason}`, open };
  return lack === null ? { ...said, verdict: 'PASS' } : { ...said, verdict: 'INCONCLUSIVE', reason: `${lack}; ${said.reason}` };
}

export function begunWithin(journeys: readonly Journey[], steady: readonly Stretch[]): Journey[] {
  return journeys.filter(({ startedAtMs }) => isWithin(steady, startedAtMs));
}

export function mostFrequent(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

export function lengthSeconds({ fromMs, toMs }: Stretch): number {
  return (toMs - fromMs) / 1_000;
}

export function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
