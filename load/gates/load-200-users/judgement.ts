import type { GateVerdict, Measured, Threshold } from '@transkeep/reports/contract/index.ts';
import type { Journey } from './evidence.ts';
import { isWithin, type Window } from './load-window.ts';

/** What is said of one clause, before it has its name. */
export interface Judgement {
  readonly verdict: GateVerdict;
  readonly reason: string;
  readonly measured?: Measured;
}

export function begunWithin(journeys: readonly Journey[], window: Window): Journey[] {
  return journeys.filter(({ startedAtMs }) => isWithin(window, startedAtMs));
}

export function mostFrequent(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

export function limitOf({ limit, text }: Threshold): number {
  if (limit === undefined) throw new Error(`the threshold «${text}» has no number`);
  return limit;
}

export function lengthSeconds({ fromMs, toMs }: Window): number {
  return (toMs - fromMs) / 1_000;
}

export function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
