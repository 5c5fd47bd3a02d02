import type { ClauseVerdict, Threshold, Verdict } from '@transkeep/reports/contract/index.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { criterionVerdict, provenAnswer, runVerdict, soundAnswer, waived } from './algebra.ts';

const pass: ClauseVerdict = {
  clause: 'QA-01.a',
  verdict: 'PASS',
  reason: 'fine',
  measured: { value: 1, unit: 's', ci: [0.9, 1.1], samples: 100, expected: 100 },
};
const threshold: Threshold = { text: '< 2 s', limit: 2, direction: 'at-most', unit: 's', minSamples: 50 };
const atLeast: Threshold = { text: '≥ 2 s', limit: 2, direction: 'at-least', unit: 's' };
const exactly: Threshold = { text: 'target 2 s', limit: 2, direction: 'exactly', unit: 's' };
const judged = (answers: readonly ClauseVerdict[], limit = threshold) => soundAnswer(answers, limit, 'g');

describe('criteria and runs', () => {
  test.each<[Verdict[], Verdict]>([
    [[], 'INCONCLUSIVE'],
    [['PASS'], 'PASS'],
    [['PASS', 'WAIVED'], 'WAIVED'],
    [['WAIVED', 'INCONCLUSIVE'], 'INCONCLUSIVE'],
    [['INCONCLUSIVE', 'FAIL', 'PASS'], 'FAIL'],
    [['PASS', 'pass' as never], 'INCONCLUSIVE'],
    [[undefined as never], 'INCONCLUSIVE'],
  ])('%j is %s', (clauses, verdict) => {
    expect(criterionVerdict(clauses)).toBe(verdict);
  });

  test('a run is GO only when everything holds and nothing caps it', () => {
    expect(runVerdict(['PASS', 'WAIVED'], [])).toBe('GO');
    expect(runVerdict(['PASS'], ['dirty'])).toBe('INCONCLUSIVE');
    expect(runVerdict(['PASS', 'INCONCLUSIVE'], [])).toBe('INCONCLUSIVE');
    expect(runVerdict(['PASS', 'FAIL'], ['dirty'])).toBe('NO-GO');
    expect(runVerdict([], [])).toBe('INCONCLUSIVE');
  });

  test('a waiver covers FAIL and INCONCLUSIVE, and changes no PASS', () => {
    expect((['PASS', 'FAIL', 'INCONCLUSIVE'] as const).map((verdict) => waived(verdict, true))).toEqual(['PASS', 'WAIVED', 'WAIVED']);
    expect((['PASS', 'FAIL', 'INCONCLUSIVE'] as const).map((verdict) => waived(verdict, false))).toEqual(['PASS', 'FAIL', 'INCONCLUSIVE']);
  });
});

describe('a gate’s answer', () => {
  test('stands when it is sound', () => {
    expect(judged([pass])).toEqual({ verdict: 'PASS', reason: 'fine', measured: pass.measured });
  });

  test.each<[string, readonly ClauseVerdict[], Threshold, RegExp]>([
    ['nothing said', [], threshold, /said nothing/],
    ['said twice', [pass, pass], threshold, /answered 2 times/],
    ['no measured value against a limit', [{ ...pass, measured: undefined } as never], threshold, /without a measured value/],
    ['too few samples', [{ ...pass, measured: { value: 1, unit: 's', samples: 49 } }], threshold, /49 samples; at least 50/],
    ['no number of samples', [{ ...pass, measured: { value: 1, unit: 's' } }], threshold, /without a number of samples/],
    ['NaN samples', [{ ...pass, measured: { value: 1, unit: 's', samples: Number.NaN } }], threshold, /NaN samples/],
    ['fewer than declared', [{ ...pass, measured: { value: 1, unit: 's', samples: 90, expected: 100 } }], threshold, /90 of 100 declared/],
    ['declared, but none counted', [{ ...pass, measured: { value: 1, unit: 's', expected: 1 } }], { text: 'x' }, /0 of 1 declared/],
    ['a value that is no number', [{ ...pass, measured: { value: Number.NaN, unit: 's', samples: 100 } }], threshold, /no number/],
    ['a value beyond the limit', [{ ...pass, measured: { value: 2.1, unit: 's', samples: 100 } }], threshold, /2\.1 s breaks «< 2 s»/],
    ['a value short of the limit', [{ ...pass, measured: { value: 1, unit: 's', samples: 100 } }], atLeast, /1 s breaks «≥ 2 s»/],
    ['a value beside the limit', [{ ...pass, measured: { value: 1, unit: 's', samples: 100 } }], exactly, /1 s breaks «target 2 s»/],
    ['another unit', [{ ...pass, measured: { value: 1, unit: 'ms', samples: 100 } }], threshold, /in ms, its limit in s/],
    ['a verdict that is none', [{ ...pass, verdict: 'pass' as never }], threshold, /«pass», which is no verdict/],
    ['no verdict', [{ ...pass, verdict: undefined as never }], threshold, /«undefined», which is no verdict/],
    ['an infinite interval', [{ ...pass, measured: { value: 1, unit: 's', ci: [0, Infinity], samples: 100 } }], threshold, /no number/],
  ])('%s decides nothing', (_name, answers, limit, reason) => {
    const answer = judged(answers, limit);
    expect(answer.verdict).toBe('INCONCLUSIVE');
    expect(answer.reason).toMatch(reason);
  });

  test('FAIL and INCONCLUSIVE need no samples to stand', () => {
    for (const verdict of ['FAIL', 'INCONCLUSIVE'] as const)
      expect(judged([{ clause: 'QA-01.a', verdict, reason: 'r' }])).toEqual({ verdict, reason: 'r' });
  });

  test('a FAIL among contradictory answers stands', () => {
    expect(judged([pass, { ...pass, verdict: 'FAIL', reason: 'broken' }])).toMatchObject({ verdict: 'FAIL', reason: 'broken' });
  });

  test('a yes-or-no clause needs no measured value', () => {
    expect(judged([{ clause: 'QA-01.a', verdict: 'PASS', reason: 'yes' }], { text: 'yes' })).toEqual({ verdict: 'PASS', reason: 'yes' });
  });

  test('at launch a must-pass clause needs a proven fault', () => {
    const unproven = { stage: 'launch', severity: 'M', proven: 0 } as const;
    expect(provenAnswer(pass, unproven).verdict).toBe('INCONCLUSIVE');
    expect(provenAnswer(pass, { ...unproven, proven: 1 })).toBe(pass);
    expect(provenAnswer(pass, { ...unproven, stage: 'candidate' })).toBe(pass);
    expect(provenAnswer(pass, { ...unproven, severity: 'S' })).toBe(pass);
    expect(provenAnswer({ verdict: 'FAIL', reason: 'r' }, unproven).verdict).toBe('FAIL');
  });
});

describe('for any run', () => {
  const measured = fc.record(
    {
      value: fc.double(),
      unit: fc.constant('s'),
      samples: fc.option(fc.nat(200), { nil: undefined }),
      expected: fc.option(fc.nat(200), { nil: undefined }),
    },
    { requiredKeys: ['value', 'unit'] },
  );
  const answer = fc.record(
    {
      clause: fc.constant('QA-01.a'),
      verdict: fc.constantFrom('PASS', 'FAIL', 'INCONCLUSIVE', 'pass', ''),
      reason: fc.constant('r'),
      measured,
    },
    { requiredKeys: ['clause', 'verdict', 'reason'] },
  ) as fc.Arbitrary<ClauseVerdict>;
  const clause = fc.record({
    answers: fc.array(answer, { maxLength: 2 }),
    waiver: fc.boolean(),
    limit: fc.constantFrom(threshold, { text: 'x' }),
  });
  const run = fc.record({
    criteria: fc.array(fc.array(clause, { maxLength: 4 }), { maxLength: 5 }),
    caps: fc.array(fc.constant('cap'), { maxLength: 1 }),
  });
  type Clause = { answers: ClauseVerdict[]; waiver: boolean; limit: Threshold };
  const verdictOf = (criteria: readonly (readonly Clause[])[], caps: readonly string[]) =>
    runVerdict(
      criteria.map((clauses) =>
        criterionVerdict(clauses.map(({ answers, waiver, limit }) => waived(judged(answers, limit).verdict, waiver))),
      ),
      caps,
    );
  const many = { numRuns: 10_000 };

  test('losing any evidence never makes it GO', () => {
    fc.assert(
      fc.property(
        run,
        fc.nat(),
        fc.nat(),
        fc.constantFrom('deleted', 'emptied', 'truncated', 'unmeasured'),
        ({ criteria, caps }, which, where, loss) => {
          const before = verdictOf(criteria, caps);
          const lost = criteria.map((clauses, index) =>
            index !== which % Math.max(1, criteria.length)
              ? clauses
              : clauses.map((one, position) => (position === where % clauses.length ? { ...one, answers: lose(one, loss) } : one)),
          );
          if (before !== 'GO') expect(verdictOf(lost, caps)).not.toBe('GO');
        },
      ),
      many,
    );
  });

  test('a failing criterion never improves it', () => {
    const order = ['NO-GO', 'INCONCLUSIVE', 'GO'];
    fc.assert(
      fc.property(run, ({ criteria, caps }) => {
        const failing: Clause = { answers: [{ clause: 'QA-01.a', verdict: 'FAIL', reason: 'r' }], waiver: false, limit: threshold };
        const more = verdictOf([...criteria, [failing]], caps);
        expect(order.indexOf(more)).toBeLessThanOrEqual(order.indexOf(verdictOf(criteria, caps)));
        expect(more).toBe('NO-GO');
      }),
      many,
    );
  });

  test('the order of criteria and clauses does not matter', () => {
    fc.assert(
      fc.property(run, ({ criteria, caps }) => {
        const turned = criteria.toReversed().map((clauses) => clauses.toReversed());
        expect(verdictOf(turned, caps)).toBe(verdictOf(criteria, caps));
      }),
      many,
    );
  });

  test('a waiver never hides a FAIL of another clause', () => {
    fc.assert(
      fc.property(run, ({ criteria, caps }) => {
        const uncovered = criteria.some((clauses) =>
          clauses.some(({ answers, waiver, limit }) => !waiver && judged(answers, limit).verdict === 'FAIL'),
        );
        if (uncovered) expect(verdictOf(criteria, caps)).toBe('NO-GO');
      }),
      many,
    );
  });

  function lose({ answers, limit }: Clause, loss: string): ClauseVerdict[] {
    // A yes-or-no clause has no value to lose: without its evidence there is no answer.
    if (loss === 'deleted' || (loss === 'emptied' && limit.limit === undefined)) return [];
    if (loss === 'emptied') return answers.map(({ measured: _, ...rest }) => rest);
    if (loss === 'truncated') {
      return answers.map((one) =>
        one.measured ? { ...one, measured: { ...one.measured, samples: Math.floor((one.measured.samples ?? 0) / 2) } } : one,
      );
    }
    return answers.map((one) => ({ ...one, measured: { value: Number.NaN, unit: 's' } }));
  }
});
