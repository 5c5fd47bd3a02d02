import { describe, expect, test } from 'vitest';
import { compareSamples } from './compare-samples.ts';
import { StatisticsError } from './error.ts';
import { createRandom } from './random.ts';

/** Long-tailed, as times are: median 1, times `scale`. */
function times(seed: number, count: number, scale = 1): number[] {
  const random = createRandom(seed);
  const uniform = () => (random.next() + 0.5) / 2 ** 32;
  return Array.from(
    { length: count },
    () => scale * Math.exp(0.4 * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())),
  );
}

describe('compared with before', () => {
  test('half as slow again is worse, by how much and how surely', () => {
    const { verdict, shift, ci, pValue, effect, reason } = compareSamples(times(1, 200), times(2, 200, 1.5), 'at-most');
    expect(verdict).toBe('worse');
    expect(shift).toBeGreaterThan(0.3);
    expect(ci?.[0]).toBeGreaterThan(0.1);
    expect(pValue).toBeLessThan(1e-6);
    expect(effect).toBeGreaterThan(0.33);
    expect(reason).toMatch(/^worse than before by \+\d+ % \(p < 0\.0001, effect 0\.\d\d\)$/);
  });

  test('what is good depends on the side', () => {
    expect(compareSamples(times(1, 200), times(2, 200, 1.5), 'at-least').verdict).toBe('better');
    expect(compareSamples(times(1, 200), times(2, 200, 0.6), 'at-most').verdict).toBe('better');
    expect(compareSamples(times(1, 200), times(2, 200, 0.6), 'at-least').verdict).toBe('worse');
  });

  test('a difference that is real but small is none', () => {
    const { verdict, pValue, reason } = compareSamples(times(1, 20_000), times(2, 20_000, 1.05), 'at-most');
    expect(pValue).toBeLessThan(0.01);
    expect(verdict).toBe('same');
    expect(reason).toContain('too little to matter');
  });

  test('no significance is sameness only where no shift has room', () => {
    expect(compareSamples(times(1, 2_000), times(2, 2_000), 'at-most')).toMatchObject({
      verdict: 'same',
      reason: expect.stringMatching(/^as before/),
    });
    expect(compareSamples(times(1, 12), times(2, 12), 'at-most')).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringMatching(/^too few samples to tell/),
    });
  });

  test.each([
    ['no samples', [], []],
    ['no baseline', [], times(1, 100)],
    ['nothing now', times(1, 100), []],
    ['nine of them', times(1, 100), times(2, 9, 5)],
  ])('%s tell nothing', (_, baseline, current) => {
    expect(compareSamples(baseline, current, 'at-most')).toMatchObject({ verdict: 'unknown', shift: null, ci: null, pValue: null });
  });

  test('seldom alarms when nothing has changed', () => {
    const rounds = 400;
    const verdicts = Array.from({ length: rounds }, (_, round) =>
      compareSamples(times(2 * round, 40), times(2 * round + 1, 40), 'at-most'),
    );
    expect(verdicts.filter(({ verdict }) => verdict === 'worse').length / rounds).toBeLessThan(0.015);
  });

  test('a baseline of 0 has no per cent', () => {
    expect(compareSamples(new Array(30).fill(0), new Array(30).fill(3), 'at-most')).toMatchObject({
      verdict: 'worse',
      reason: expect.stringContaining('+3.0 ('),
    });
  });

  test('refuses what is no number', () => {
    expect(() => compareSamples(times(1, 20), times(1, 20).with(3, Number.NaN), 'at-most')).toThrow(StatisticsError);
  });
});
