import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, needsExtension } from './evaluate.ts';
import type { LoadEvidence, LoadWindow } from './evidence.ts';
import { all, thresholds, verdictOf } from './fixtures/judged.ts';
import { load, loadOf, noisy, slow, undecided } from './fixtures/synthetic-load.ts';
import { gatherWindows } from './gather.ts';

describe('evidence that was cut', () => {
  const bad: readonly LoadEvidence[] = [
    load(slow),
    load(undecided),
    loadOf({}, [undecided, slow]),
    loadOf({}, [{ ...slow, ...noisy }, slow]),
    load({ status: (_, user) => (user % 4 === 0 ? 500 : 200) }),
    load({ outcome: (user) => (user === 7 ? 'unfinished' : 'complete') }),
  ];

  it('never passes where the whole did not, wherever it was cut', () => {
    fc.assert(
      fc.property(fc.nat(5), fc.nat(), fc.nat(), fc.nat(), (which, where, from, count) => {
        const evidence = structuredClone(bad[which]) as LoadEvidence;
        const arrays = arraysIn(evidence).filter(({ length }) => length > 0);
        const array = arrays[where % arrays.length] ?? [];
        array.splice(from % array.length, 1 + (count % array.length));
        expect(all(evaluate(evidence, thresholds))).not.toEqual(['PASS']);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

/** Every array of the evidence, at any depth. */
function arraysIn(value: unknown): unknown[][] {
  if (typeof value !== 'object' || value === null) return [];
  return [...(Array.isArray(value) ? [value as unknown[]] : []), ...Object.values(value).flatMap(arraysIn)];
}

describe('the extension', () => {
  const verdicts = (...windows: Parameters<typeof loadOf>[1]) => {
    const said = evaluate(loadOf({}, windows), thresholds);
    return { list: verdictOf(said, 'PERF-02.list'), upload: verdictOf(said, 'PERF-02.upload'), all: said };
  };

  it.each<[string, Parameters<typeof loadOf>[1], boolean]>([
    ['decided', [{}], false],
    ['failed', [slow], false],
    ['undecided', [undecided], true],
    ['too slow on a noisy machine', [{ ...slow, ...noisy }], true],
    ['fast on a noisy machine', [noisy], false],
    ['extended already', [undecided, undecided], false],
  ])('is asked for only where it can decide something: %s', (_, windows, expected) => {
    expect(needsExtension(loadOf({}, windows), thresholds)).toBe(expected);
  });

  it('is not asked for by less load than promised', () => {
    expect(needsExtension(load({ users: 150, ...undecided }), thresholds)).toBe(false);
  });

  it('judges both windows as one: twice the samples', () => {
    const { list, upload } = verdicts(undecided, {});
    expect(list).toMatchObject({ verdict: 'PASS', measured: { samples: 1_600 } });
    expect(upload).toMatchObject({ verdict: 'PASS', measured: { samples: 800 } });
    expect(verdicts(undecided, slow).list.verdict).toBe('FAIL');
  });

  it('is the last: what is undecided then stays so', () => {
    expect(verdicts(undecided, undecided).list).toMatchObject({
      verdict: 'INCONCLUSIVE',
      reason: expect.stringContaining('needs more samples'),
      measured: { samples: 1_600 },
    });
  });

  it('may turn a pass of the first window red, never the other way round', () => {
    expect(verdicts(slow, {}).list.verdict).toBe('FAIL');
    expect(verdicts(undecided, { durationMs: () => 60_000 }).upload.verdict).toBe('FAIL');
  });

  it('cannot be lost unnoticed: nothing passes without the second window', () => {
    const { all: said } = verdicts(undecided);
    expect(all(said)).toEqual(['INCONCLUSIVE']);
    expect(verdictOf(said, 'PERF-02.upload').reason).toContain('the second one is missing');
    expect(verdictOf(said, 'PERF-02.list').reason).toContain('needs more samples');
  });

  it('counts journeys per user in each window by itself', () => {
    const once = { outcome: (user: number, index: number) => (user === 7 && index > 0 ? 'processing' : 'complete') };
    for (const windows of [
      [undecided, once],
      [{ ...once, ...noisy }, once],
    ]) {
      expect(verdictOf(verdicts(...windows).all, 'PERF-01.journeys-per-user')).toMatchObject({ verdict: 'FAIL', measured: { value: 1 } });
    }
  });
});

describe('noise', () => {
  const listOf = (...windows: Parameters<typeof loadOf>[1]) => verdictOf(evaluate(loadOf({}, windows), thresholds), 'PERF-02.list');

  it('proves nothing against the system, and says why', () => {
    expect(listOf({ ...slow, ...noisy }, { ...slow, ...noisy })).toMatchObject({
      verdict: 'INCONCLUSIVE',
      reason: expect.stringMatching(/^the machine was too noisy: meanwhile, other programs used 40 % of the CPU; p95 2\.5 s/),
    });
  });

  it('does not undo what was fast enough all the same, and is told', () => {
    const verdicts = evaluate(load(noisy), thresholds);
    expect(all(verdicts)).toEqual(['PASS']);
    expect(verdictOf(verdicts, 'PERF-01.steady-state').reason).toContain('the machine was noisy: meanwhile');
  });

  it('leaves the quiet window to be judged alone', () => {
    expect(listOf({ ...slow, ...noisy }, {})).toMatchObject({ verdict: 'PASS', measured: { samples: 800 } });
    expect(listOf({ ...slow, ...noisy }, slow)).toMatchObject({ verdict: 'FAIL', measured: { samples: 800 } });
    expect(listOf(undecided, { ...slow, ...noisy })).toMatchObject({ verdict: 'INCONCLUSIVE', measured: { samples: 800 } });
  });

  it('never touches what does not depend on time', () => {
    const limitProbe = { attempts: 120, refusedAt: null, retryAfter: null, otherAddressStatus: 401 };
    expect(verdictOf(evaluate({ ...load(noisy), limitProbe }, thresholds), 'PERF-01.rate-limits').verdict).toBe('FAIL');
  });
});

describe('gathering', () => {
  const gatherFrom = async (...windows: Parameters<typeof loadOf>[1]) => {
    const whole = loadOf({}, windows);
    const asked: number[] = [];
    const evidence = await gatherWindows(whole, async (number, earlier) => {
      asked.push(earlier.length);
      return whole.windows[number - 1] as LoadWindow;
    });
    return { asked, evidence };
  };

  it('ends after one window that decides everything', async () => {
    const { asked, evidence } = await gatherFrom({}, {});
    expect(asked).toEqual([0]);
    expect(evidence.windows).toHaveLength(1);
  });

  it.each([
    ['undecided', undecided],
    ['noisy', { ...slow, ...noisy }],
  ])('runs a second window when the first is %s, held against the calibration of the first, and never a third', async (_, first) => {
    const { asked, evidence } = await gatherFrom(first, first);
    expect(asked).toEqual([0, 2]);
    expect(evidence.windows).toHaveLength(2);
  });
});
