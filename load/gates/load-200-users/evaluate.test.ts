import type { ClauseId } from '@transkeep/reports/contract/index.ts';
import { describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../operations.ts';
import { CLAUSES, evaluate, needsExtension, samples } from './evaluate.ts';
import type { LoadEvidence, LoadWindow, Samples } from './evidence.ts';
import { all, thresholds, verdictOf } from './fixtures/judged.ts';
import { changed, load, loadOf, slow } from './fixtures/synthetic-load.ts';

describe('a load as promised', () => {
  it('passes every clause of the gate, and only those', () => {
    const verdicts = evaluate(load(), thresholds);
    expect(verdicts.map(({ clause }) => clause).sort()).toEqual([...CLAUSES].sort());
    expect(verdicts.filter(({ verdict }) => verdict !== 'PASS')).toEqual([]);
  });

  it('states p95 with its interval and samples', () => {
    const { measured } = verdictOf(evaluate(load(), thresholds), 'PERF-02.upload');
    expect(measured).toEqual({ value: 0.1, unit: 's', ci: [0.1, 0.1], samples: 800, expected: 800 });
  });
});

describe('response times', () => {
  it('fails only the operation that is slow', () => {
    const verdicts = evaluate(load({ durationMs: (operation) => (operation === 'edit' ? 2_400 : 100) }), thresholds);
    expect(verdicts.filter(({ verdict }) => verdict === 'FAIL').map(({ clause }) => clause)).toEqual(['PERF-02.edit']);
  });

  it('cannot tell when users differ so much that the limit lies within the interval', () => {
    // 5 % of the users are slow in everything they do: which side p95 falls depends on who is drawn.
    const verdicts = evaluate(load({ durationMs: (_, user) => (user % 20 === 0 ? 2_500 : 100) }), thresholds);
    expect(verdictOf(verdicts, 'PERF-02.list')).toMatchObject({
      verdict: 'INCONCLUSIVE',
      reason: expect.stringContaining('needs more samples'),
    });
  });

  it('cannot tell when a stall of some seconds hit everyone at once', () => {
    const verdicts = evaluate(load({ durationMs: (_, user, index) => (index === 3 && user < 44 ? 3_000 : 100) }), thresholds);
    expect(verdictOf(verdicts, 'PERF-02.status').verdict).toBe('INCONCLUSIVE');
  });

  it('judges the steady state only', () => {
    const evidence = load();
    const [window] = evidence.windows;
    const list = window?.operations.list;
    for (let index = 0; index < 20; index += 1) {
      list?.user.push(index);
      list?.atMs.push(1_000);
      list?.durationMs.push(60_000);
      list?.status.push(200);
      list?.right.push(true);
    }
    if (window?.k6.declared) {
      window.k6.declared.requests += 20;
      window.k6.declared.operations.list = 820;
    }
    expect(verdictOf(evaluate(evidence, thresholds), 'PERF-02.list')).toMatchObject({ verdict: 'PASS', measured: { samples: 800 } });
  });
});

describe('errors and journeys', () => {
  it('fails a load with more than 1 % errors, and says which', () => {
    const verdicts = evaluate(load({ status: (operation, user) => (operation === 'upload' && user % 4 === 0 ? 429 : 200) }), thresholds);
    expect(verdictOf(verdicts, 'PERF-03.error-rate')).toMatchObject({ verdict: 'FAIL', reason: expect.stringContaining('upload 429') });
  });

  it('does not call a request without an answer right', () => {
    const verdicts = evaluate(load({ status: (_, user) => (user % 10 === 0 ? 0 : 200) }), thresholds);
    expect(verdictOf(verdicts, 'PERF-03.error-rate')).toMatchObject({
      verdict: 'FAIL',
      reason: expect.stringContaining('without an answer'),
    });
  });

  it('is undecided near the limit', () => {
    const verdicts = evaluate(load({ status: (_, user, index) => (user % 25 === 0 && index === 0 ? 500 : 200) }), thresholds);
    expect(verdictOf(verdicts, 'PERF-03.error-rate')).toMatchObject({ verdict: 'INCONCLUSIVE', measured: { value: 0.01 } });
  });

  it('counts a journey that never ended as lost', () => {
    const verdicts = evaluate(load({ outcome: (user, index) => (user % 2 === 0 && index === 3 ? 'unfinished' : 'complete') }), thresholds);
    expect(verdictOf(verdicts, 'PERF-03.journeys-complete')).toMatchObject({
      verdict: 'FAIL',
      reason: expect.stringContaining('unfinished'),
    });
    expect(verdictOf(verdicts, 'PERF-01.journeys-per-user').verdict).toBe('PASS');
  });

  it('fails when one user gets through less than twice', () => {
    const verdicts = evaluate(load({ outcome: (user, index) => (user === 7 && index > 0 ? 'processing' : 'complete') }), thresholds);
    expect(verdictOf(verdicts, 'PERF-01.journeys-per-user')).toMatchObject({ verdict: 'FAIL', measured: { value: 1 } });
  });
});

describe('less than the load that is promised', () => {
  it.each<[string, LoadEvidence]>([
    ['fewer users', load({ users: 150 })],
    ['a short steady state', load({ steadySeconds: 170 })],
  ])('passes nothing that rests on it: %s', (_, evidence) => {
    const resting = CLAUSES.filter((clause) => !['PERF-01.rate-limits', 'PERF-01.addresses', 'PERF-01.users'].includes(clause));
    const verdicts = evaluate(evidence, thresholds);
    expect(all(resting.map((clause) => verdictOf(verdicts, clause)))).toEqual(['INCONCLUSIVE']);
  });

  it('still fails what is too slow already', () => {
    const verdicts = evaluate(load({ users: 150, durationMs: () => 5_000 }), thresholds);
    expect(verdictOf(verdicts, 'PERF-02.download').verdict).toBe('FAIL');
  });

  it('is inconclusive with too few samples of an operation', () => {
    const { operations, k6 } = load().windows[0] as LoadWindow;
    const declared = k6.declared && {
      ...k6.declared,
      requests: k6.declared.requests - 401,
      operations: { ...k6.declared.operations, edit: 399 },
    };
    const evidence = changed(load(), {
      operations: { ...operations, edit: firstSamples(operations.edit, 399) },
      k6: { exitCode: 0, declared },
    });
    expect(verdictOf(evaluate(evidence, thresholds), 'PERF-02.edit')).toMatchObject({
      verdict: 'INCONCLUSIVE',
      reason: expect.stringContaining('399 samples'),
    });
  });
});

describe('evidence that is not all there', () => {
  const good = load().windows[0] as LoadWindow;
  const { operations, k6, calibration } = good;
  it.each<[string, Partial<LoadWindow>]>([
    ['k6 failed', { k6: { ...k6, exitCode: 108 } }],
    ['k6 was killed', { k6: { ...k6, exitCode: null } }],
    ['no summary', { k6: { exitCode: 0, declared: null } }],
    [
      'no sample at all',
      { operations: Object.fromEntries(OPERATIONS.map((operation) => [operation, firstSamples(operations[operation], 0)])) },
    ],
    ['one sample lost', { operations: { ...operations, list: firstSamples(operations.list, 799) } }],
    ['one property cut', { operations: { ...operations, list: { ...(operations.list as Samples), right: [] } } }],
    ['an operation lost', { operations: Object.fromEntries(Object.entries(operations).filter(([operation]) => operation !== 'edit')) }],
    ['a journey lost', { journeys: good.journeys.slice(1) }],
    ['nobody at work', { usersAtWork: { atMs: [], users: [] } }],
    ['calibration lost before', { calibration: { ...calibration, before: [] } }],
    ['calibration lost after', { calibration: { ...calibration, after: [] } }],
    ['nobody watched the machine', { calibration: { ...calibration, during: [] } }],
  ])('is inconclusive throughout: %s', (_, change) => {
    expect(all(evaluate(changed(load(), change), thresholds))).toEqual(['INCONCLUSIVE']);
    // … and so it is when the window beside it is whole.
    expect(all(evaluate(changed(loadOf({}, [{}, {}]), change), thresholds))).toEqual(['INCONCLUSIVE']);
    expect(needsExtension(changed(load(), change), thresholds)).toBe(false);
  });

  it('is inconclusive throughout with the second window only', () => {
    const both = loadOf({}, [slow, {}]);
    expect(all(evaluate({ ...both, windows: both.windows.slice(1) }, thresholds))).toEqual(['INCONCLUSIVE']);
  });

  it('is inconclusive throughout without any window', () => {
    expect(all(evaluate({ ...load(), windows: [] }, thresholds))).toEqual(['INCONCLUSIVE']);
  });

  it('does not let a cut look at the users shrink what is judged', () => {
    const usersAtWork = { atMs: good.usersAtWork.atMs.slice(0, 230), users: good.usersAtWork.users.slice(0, 230) };
    expect(verdictOf(evaluate(changed(load(), { usersAtWork }), thresholds), 'PERF-02.list').verdict).toBe('INCONCLUSIVE');
  });
});

describe('samples for a comparison', () => {
  it('are one mean per user and operation, in seconds', () => {
    const found = samples(load({ durationMs: (operation, user) => (operation === 'edit' ? 200 + user : 100) }));
    expect(Object.keys(found)).toHaveLength(OPERATIONS.length);
    expect(found['PERF-02.edit']).toHaveLength(200);
    expect(found['PERF-02.edit']?.[7]).toBe(0.207);
    expect(samples(loadOf({}, [{}, {}]))['PERF-02.list']).toHaveLength(200);
  });

  it('are none where there was no steady state', () => {
    expect(samples(changed(load(), { usersAtWork: { atMs: [], users: [] } }))).toEqual({});
  });
});

describe('addresses and limits', () => {
  const good = load();
  it.each<[string, Partial<LoadEvidence & LoadWindow>, ClauseId, string]>([
    [
      'limits off',
      { limitProbe: { attempts: 120, refusedAt: null, retryAfter: null, otherAddressStatus: 401 } },
      'PERF-01.rate-limits',
      'FAIL',
    ],
    [
      'a limit that does not say when to come back',
      { limitProbe: { attempts: 21, refusedAt: 21, retryAfter: null, otherAddressStatus: 401 } },
      'PERF-01.rate-limits',
      'FAIL',
    ],
    [
      'an empty Retry-After',
      { limitProbe: { attempts: 21, refusedAt: 21, retryAfter: '', otherAddressStatus: 401 } },
      'PERF-01.rate-limits',
      'FAIL',
    ],
    [
      'limit not tried',
      { limitProbe: { attempts: 0, refusedAt: null, retryAfter: null, otherAddressStatus: 0 } },
      'PERF-01.rate-limits',
      'INCONCLUSIVE',
    ],
    [
      'all addresses are one',
      { limitProbe: { attempts: 21, refusedAt: 21, retryAfter: '60', otherAddressStatus: 429 } },
      'PERF-01.addresses',
      'FAIL',
    ],
    [
      'the other address got no answer',
      { limitProbe: { attempts: 21, refusedAt: 21, retryAfter: '60', otherAddressStatus: 0 } },
      'PERF-01.addresses',
      'INCONCLUSIVE',
    ],
    [
      'the other address met an error',
      { limitProbe: { attempts: 21, refusedAt: 21, retryAfter: '60', otherAddressStatus: 502 } },
      'PERF-01.addresses',
      'INCONCLUSIVE',
    ],
    ['one address', { addressesSeen: 1 }, 'PERF-01.addresses', 'INCONCLUSIVE'],
    ['connections unknown', { addressesSeen: null }, 'PERF-01.addresses', 'INCONCLUSIVE'],
  ])('%s', (_, change, clause, verdict) => {
    expect(verdictOf(evaluate({ ...changed(good, change), ...change }, thresholds), clause).verdict).toBe(verdict);
  });
});

function firstSamples(samples: Samples | undefined, count: number): Samples {
  if (!samples) throw new Error('no such operation');
  return {
    user: samples.user.slice(0, count),
    atMs: samples.atMs.slice(0, count),
    durationMs: samples.durationMs.slice(0, count),
    status: samples.status.slice(0, count),
    right: samples.right.slice(0, count),
  };
}
