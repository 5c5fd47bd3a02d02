import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StatisticsError } from '../statistics/index.ts';
import type { Activity, Calibration, Round } from './evidence.ts';
import { gapIn, noiseIn, noiseInRound } from './noise.ts';

const still: Activity = { ms: 2_000, steal: 0.001, foreign: 0.03, system: 0.02 };

function round({ cpu = 10, loopback = 0.6, activity = still as Activity | null } = {}): Round {
  const values = (count: number, level: number) => Array.from({ length: count }, (_, index) => level * (1 + (index % 5) / 100));
  return { cpuMs: [values(30, cpu), values(30, cpu)], loopbackMs: values(40, loopback), activity };
}

function calibration(change: Partial<Calibration> = {}): Calibration {
  return {
    declared: { cores: 2, repetitions: 30, batches: 40 },
    before: [round()],
    during: new Array(90).fill(still),
    measuredMs: 180_000,
    after: [round()],
    ...change,
  };
}

describe('a quiet machine', () => {
  test('is one that was it before, meanwhile and afterwards', () => {
    expect(noiseIn(calibration())).toBeNull();
    expect(gapIn(calibration())).toBeNull();
  });

  test('may have had to be waited for', () => {
    expect(noiseIn(calibration({ before: [round({ cpu: 25 }), round({ cpu: 14 }), round()] }))).toBeNull();
  });

  test('may be a slow one, or one that cannot be asked', () => {
    const slow = () => round({ cpu: 100, loopback: 8, activity: null });
    expect(noiseIn(calibration({ before: [slow()], after: [slow()], during: null }))).toBeNull();
    expect(gapIn(calibration({ during: null }))).toBeNull();
  });
});

test('a system that keeps itself busy is no noise: it may fail for that', () => {
  const busy = (foreign: number) => round({ cpu: 30, loopback: 9, activity: { ...still, system: 0.5, foreign } });
  expect(noiseIn(calibration({ after: [busy(0.03)] }))).toBeNull();
  expect(noiseIn(calibration({ after: [busy(0.2)] }))).toBe('afterwards, other programs used 20 % of the CPU');
});

describe('a noisy machine', () => {
  test.each<[string, Partial<Calibration>, string]>([
    [
      'a core was busy before',
      { before: [{ ...round(), cpuMs: [round().cpuMs[0] ?? [], round({ cpu: 13 }).cpuMs[0] ?? []] }] },
      'before, a fixed piece of work took 1.3 ×',
    ],
    ['all of it slowed down', { after: [round({ cpu: 15 })] }, 'afterwards, a fixed piece of work took 1.5 ×'],
    ['loopback crowded', { after: [round({ loopback: 5 })] }, 'afterwards, round trips on loopback took 9 ×'],
    ['others at work before', { before: [round({ activity: { ...still, foreign: 0.5 } })] }, 'before, other programs used 50 %'],
    ['others at work meanwhile', { during: new Array(90).fill({ ...still, foreign: 0.12 }) }, 'meanwhile, other programs used 12 %'],
    ['stolen time', { during: new Array(90).fill({ ...still, steal: 0.08 }) }, 'meanwhile, 8 % of the CPU was taken'],
    [
      'a burst',
      { during: [...new Array(80).fill(still), ...new Array(10).fill({ ...still, foreign: 0.5 })] },
      'meanwhile, others had more than a quarter of the CPU for 20 s',
    ],
    ['no calibration', { before: [], after: [] }, 'nothing says how quiet'],
  ])('%s', (_, change, reason) => {
    expect(noiseIn(calibration(change))).toContain(reason);
  });

  test('is also one that was faster earlier in the run', () => {
    expect(noiseIn(calibration(), [round({ cpu: 7 })])).toContain('1.5 × its best');
  });

  test('is told by ratios alone: the unit does not matter', () => {
    const scaled = ({ cpuMs, loopbackMs, activity }: Round, by: number): Round => ({
      cpuMs: cpuMs.map((values) => values.map((value) => value * by)),
      loopbackMs: loopbackMs.map((value) => value * by),
      activity,
    });
    fc.assert(
      fc.property(fc.double({ min: 8, max: 20, noNaN: true }), fc.constantFrom(0.125, 4, 64), (cpu, by) => {
        const [one, other] = [round(), round({ cpu })];
        expect(noiseInRound(scaled(other, by), [scaled(one, by)])).toBe(noiseInRound(other, [one]));
      }),
    );
  });

  test('is one whose values are none', () => {
    const odd = { ...round(), loopbackMs: [] };
    expect(noiseInRound(odd, [round(), odd])).toContain('round trips on loopback');
    expect(() => noiseInRound({ ...round(), cpuMs: [[Number.NaN]] }, [round()])).toThrow(StatisticsError);
  });
});

describe('a calibration that is not all there', () => {
  test.each<[string, Partial<Calibration>]>([
    ['nothing before', { before: [] }],
    ['nothing after', { after: [] }],
    ['a core lost', { before: [{ ...round(), cpuMs: round().cpuMs.slice(1) }] }],
    ['repetitions lost', { after: [{ ...round(), cpuMs: [[10], [10]] }] }],
    ['batches lost', { before: [{ ...round(), loopbackMs: [] }] }],
    ['nothing declared', { declared: { cores: 0, repetitions: 0, batches: 0 }, before: [{ cpuMs: [], loopbackMs: [], activity: null }] }],
    ['not watched', { during: [] }],
    ['watched for a part', { during: new Array(60).fill(still) }],
    ['nothing measured', { measuredMs: 0, during: null }],
  ])('%s', (_, change) => {
    expect(gapIn(calibration(change))).not.toBeNull();
  });
});
