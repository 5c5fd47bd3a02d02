import { hodgesLehmann } from './hodges-lehmann.ts';
import { mannWhitney } from './mann-whitney.ts';
import { median } from './ranks.ts';

/** Fewer on either side tell nothing. */
const LEAST_SAMPLES_TO_COMPARE = 10;
/** A difference that chance makes more often than this is none. */
const ALPHA = 0.01;
/** Cliff's delta of a medium effect (Romano, Kromrey, Coraggio & Skowronek 2006): less is real perhaps, but nothing to act on. */
const LEAST_EFFECT = 0.33;
/** Share of the baseline's median: two runs of the same code on one machine differ by less than this, or its noise is the news. */
const LEAST_SHIFT = 0.1;

export interface Comparison {
  readonly verdict: 'worse' | 'better' | 'same' | 'unknown';
  /** By how much current lies above baseline, in their unit (Hodges–Lehmann); `null` where there are too few samples. */
  readonly shift: number | null;
  /** 99 % interval of the shift. */
  readonly ci: readonly [low: number, high: number] | null;
  /** Two-sided, Mann–Whitney. */
  readonly pValue: number | null;
  /** Cliff's delta, −1 … 1. */
  readonly effect: number | null;
  /** One line a person understands. */
  readonly reason: string;
}

/**
 * Has a measure become worse since the baseline? Only a difference that is significant **and** large enough counts: p < 1 %, a
 * medium effect, and a shift of at least a tenth of the baseline's median. No significance is not sameness: `same` needs an interval that
 * leaves no room for such a shift, else `unknown`. `direction` says on which side it is good to be. Samples must not depend on each other.
 */
export function compareSamples(baseline: readonly number[], current: readonly number[], direction: 'at-most' | 'at-least'): Comparison {
  if (Math.min(baseline.length, current.length) < LEAST_SAMPLES_TO_COMPARE) {
    const reason = `too few samples to compare: ${baseline.length} before, ${current.length} now, ${LEAST_SAMPLES_TO_COMPARE} needed`;
    return { verdict: 'unknown', shift: null, ci: null, pValue: null, effect: null, reason };
  }
  const { pValue, effect } = mannWhitney(baseline, current);
  const { value: shift, low, high } = hodgesLehmann({ first: baseline, second: current, confidence: 1 - ALPHA });
  const level = Math.abs(median(baseline));
  const least = LEAST_SHIFT * level;
  const measures = { shift, ci: [low, high] as const, pValue, effect };
  const amount = `${percent(shift, level)} (p ${pValue < 0.0001 ? '< 0.0001' : `= ${pValue.toPrecision(2)}`}, effect ${effect.toFixed(2)})`;
  if (pValue < ALPHA && Math.abs(effect) >= LEAST_EFFECT && Math.abs(shift) >= least) {
    const better = direction === 'at-most' ? shift < 0 : shift > 0;
    return { verdict: better ? 'better' : 'worse', ...measures, reason: `${better ? 'better' : 'worse'} than before by ${amount}` };
  }
  if (pValue < ALPHA) return { verdict: 'same', ...measures, reason: `differs from before by ${amount}: too little to matter` };
  if (Math.max(Math.abs(low), Math.abs(high)) <= least) return { verdict: 'same', ...measures, reason: `as before: ${amount}` };
  return { verdict: 'unknown', ...measures, reason: `too few samples to tell: between ${percent(low, level)} and ${percent(high, level)}` };
}

/** "+12 %" of the baseline's median; the bare number where that is 0. */
function percent(shift: number, level: number): string {
  const share = level === 0 ? shift : (shift / level) * 100;
  return `${shift >= 0 ? '+' : '−'}${Math.abs(share).toPrecision(2)}${level === 0 ? '' : ' %'}`;
}
