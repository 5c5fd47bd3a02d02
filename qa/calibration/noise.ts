import { median } from '../statistics/index.ts';
import type { Activity, Calibration, Round } from './evidence.ts';

/*
 * Limits are shares and ratios, so that they hold on any machine. Measured on two cores: at rest the CPU's median is 1.00–1.05 × its
 * best, with one other program at work 1.8–3 ×; a system at rest and its neighbours use 2–6 % of the cores.
 */
/** The CPU workload's median on any core, against the fastest repetition of the series. */
const SLOWEST_CPU = 1.2;
/** Nine of ten batches of round trips, against the fastest batch of the series: loopback is never steady, a crowded machine is far off. */
const SLOWEST_LOOPBACK = 6;
/** Share of all cores' time. */
const MOST_STEAL = 0.05;
const MOST_FOREIGN = 0.1;
/** More than this, and the system under test is at work itself: what that slows down is its own doing, no noise. */
const SYSTEM_AT_REST = 0.1;
/** Stolen and foreign time together that disturbs whatever is measured in that interval … */
const DISTURBED = 0.25;
/** … and for how much of the time that may be: a p95 leaves 5 % of the samples out, and intervals may hold more samples than others. */
const MOST_DISTURBED_TIME = 0.05;

/** Why the machine was too noisy for this measurement, in one line; `null` when it was quiet. `earlier` are rounds of the same run before it. */
export function noiseIn({ before, during, after }: Calibration, earlier: readonly Round[] = []): string | null {
  const series = [...earlier, ...before, ...after];
  const first = before.at(-1);
  const last = after.at(-1);
  if (!first || !last) return 'nothing says how quiet it was';
  const noiseBefore = noiseInRound(first, series);
  if (noiseBefore !== null) return `before, ${noiseBefore}`;
  const noiseWhile = during && noiseInActivity(during);
  if (noiseWhile) return `meanwhile, ${noiseWhile}`;
  const noiseAfter = noiseInRound(last, series);
  return noiseAfter && `afterwards, ${noiseAfter}`;
}

/** The same of one round, held against the best of its series. */
export function noiseInRound(round: Round, series: readonly Round[]): string | null {
  const noise = round.activity && noiseInActivity([round.activity]);
  if (noise !== null) return noise;
  return (round.activity?.system ?? 0) > SYSTEM_AT_REST ? null : slownessIn(round, series);
}

function slownessIn(round: Round, series: readonly Round[]): string | null {
  const bestCpu = least(series.flatMap(({ cpuMs }) => cpuMs.flat()));
  const slowestCore = Math.max(...round.cpuMs.map(median));
  if (!(slowestCore <= SLOWEST_CPU * bestCpu)) return `a fixed piece of work took ${(slowestCore / bestCpu).toFixed(1)} × its best time`;
  const bestLoopback = least(series.flatMap(({ loopbackMs }) => loopbackMs));
  const slowLoopback = ninetieth(round.loopbackMs);
  return slowLoopback <= SLOWEST_LOOPBACK * bestLoopback
    ? null
    : `round trips on loopback took ${(slowLoopback / bestLoopback).toFixed(0)} × their best time`;
}

function noiseInActivity(intervals: readonly Activity[]): string | null {
  const total = sum(intervals.map(({ ms }) => ms));
  const share = (kind: 'steal' | 'foreign') => sum(intervals.map((interval) => interval[kind] * interval.ms)) / total;
  const percent = (value: number) => `${(100 * value).toFixed(0)} %`;
  if (!(share('steal') <= MOST_STEAL)) return `${percent(share('steal'))} of the CPU was taken by other machines`;
  if (!(share('foreign') <= MOST_FOREIGN)) return `other programs used ${percent(share('foreign'))} of the CPU`;
  const disturbed = sum(intervals.filter(({ steal, foreign }) => steal + foreign > DISTURBED).map(({ ms }) => ms));
  return disturbed > MOST_DISTURBED_TIME * total
    ? `others had more than a quarter of the CPU for ${(disturbed / 1_000).toFixed(0)} s`
    : null;
}

/** What a calibration lacks to be whole, in one line; `null` when it is. Then it says nothing, not even that it was noisy. */
export function gapIn({ declared, before, during, after, measuredMs }: Calibration): string | null {
  if (before.length === 0) return 'no calibration before the measurement';
  if (after.length === 0) return 'no calibration after the measurement';
  if (!(declared.cores > 0 && declared.repetitions > 0 && declared.batches > 0)) return 'the calibration declares no work';
  for (const { cpuMs, loopbackMs } of [...before, ...after]) {
    if (
      cpuMs.length !== declared.cores ||
      cpuMs.some(({ length }) => length !== declared.repetitions) ||
      loopbackMs.length !== declared.batches
    )
      return 'values of the calibration are missing';
  }
  const watched = during === null ? measuredMs : sum(during.map(({ ms }) => ms));
  return watched >= 0.9 * measuredMs && measuredMs > 0 ? null : 'the machine was not watched for the whole measurement';
}

function ninetieth(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.ceil(0.9 * values.length) - 1] ?? Number.NaN;
}

function least(values: readonly number[]): number {
  return values.reduce((left, right) => Math.min(left, right), Number.POSITIVE_INFINITY);
}

function sum(values: readonly number[]): number {
  return values.reduce((left, right) => left + right, 0);
}
