import { perf } from '@transkeep/qa/criteria/perf.ts';
import type { ClauseId, ClauseVerdict, Thresholds } from '@transkeep/reports/contract/index.ts';
import { describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../operations.ts';
import { CLAUSES, evaluate } from './evaluate.ts';
import type { Journey, LoadEvidence, Samples } from './evidence.ts';

const thresholds: Thresholds = (clause) => {
  const found = perf.flatMap(({ clauses }) => clauses).find(({ id }) => id === clause);
  if (!found) throw new Error(`no clause ${clause}`);
  return found.threshold;
};

interface Shape {
  users?: number;
  steadySeconds?: number;
  /** Time of the request number `index` of a user, in ms. */
  durationMs?: (operation: string, user: number, index: number) => number;
  status?: (operation: string, user: number, index: number) => number;
  outcome?: (user: number, index: number) => string;
}

/** A load in which every user makes four journeys of 50 s, one request per operation in each. */
function load({
  users = 200,
  steadySeconds = 240,
  durationMs = () => 100,
  status = () => 200,
  outcome = () => 'complete',
}: Shape = {}): LoadEvidence {
  const rampMs = 30_000;
  const usersAtWork = { atMs: [] as number[], users: [] as number[] };
  for (let second = 0; second <= rampMs / 1_000 + steadySeconds; second += 1) {
    usersAtWork.atMs.push(second * 1_000);
    usersAtWork.users.push(Math.min(users, Math.round((second / 30) * users)));
  }
  const operations: Record<string, Samples> = {};
  for (const operation of OPERATIONS) operations[operation] = { user: [], atMs: [], durationMs: [], status: [], right: [] };
  const journeys: Journey[] = [];
  for (let user = 0; user < users; user += 1) {
    for (let index = 0; index < 4; index += 1) {
      const startedAtMs = rampMs + 500 + index * 50_000 + user * 10;
      const ended = outcome(user, index);
      journeys.push({ user, startedAtMs, endedAtMs: ended === 'unfinished' ? null : startedAtMs + 45_000, outcome: ended });
      for (const [step, operation] of OPERATIONS.entries()) {
        const samples = operations[operation];
        const code = status(operation, user, index);
        samples?.user.push(user);
        samples?.atMs.push(startedAtMs + step * 5_000);
        samples?.durationMs.push(durationMs(operation, user, index));
        samples?.status.push(code);
        samples?.right.push(code < 300 && code > 0);
      }
    }
  }
  return {
    asked: { users, steadySeconds },
    k6: {
      exitCode: 0,
      declared: {
        requests: users * 4 * OPERATIONS.length,
        operations: Object.fromEntries(OPERATIONS.map((operation) => [operation, users * 4])),
        journeysStarted: users * 4,
        journeysFinished: journeys.filter(({ endedAtMs }) => endedAtMs !== null).length,
      },
    },
    usersAtWork,
    operations,
    journeys,
    addressesSeen: users,
    limitProbe: { attempts: 21, refusedAt: 21, retryAfter: '60', otherAddressStatus: 401 },
  };
}

function verdictOf(verdicts: readonly ClauseVerdict[], clause: ClauseId): ClauseVerdict {
  const found = verdicts.find((verdict) => verdict.clause === clause);
  if (!found) throw new Error(`no verdict on ${clause}`);
  return found;
}

const all = (verdicts: readonly ClauseVerdict[]) => [...new Set(verdicts.map(({ verdict }) => verdict))];

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
    const { list } = evidence.operations;
    for (let index = 0; index < 20; index += 1) {
      list?.user.push(index);
      list?.atMs.push(1_000);
      list?.durationMs.push(60_000);
      list?.status.push(200);
      list?.right.push(true);
    }
    if (evidence.k6.declared) {
      evidence.k6.declared.requests += 20;
      evidence.k6.declared.operations.list = 820;
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
    const evidence = load();
    const operations = { ...evidence.operations, edit: firstSamples(evidence.operations.edit, 399) };
    const declared = evidence.k6.declared && {
      ...evidence.k6.declared,
      requests: evidence.k6.declared.requests - 401,
      operations: { ...evidence.k6.declared.operations, edit: 399 },
    };
    const verdicts = evaluate({ ...evidence, operations, k6: { exitCode: 0, declared } }, thresholds);
    expect(verdictOf(verdicts, 'PERF-02.edit')).toMatchObject({ verdict: 'INCONCLUSIVE', reason: expect.stringContaining('399 samples') });
  });
});

describe('evidence that is not all there', () => {
  const good = load();
  it.each<[string, LoadEvidence]>([
    ['k6 failed', { ...good, k6: { ...good.k6, exitCode: 108 } }],
    ['k6 was killed', { ...good, k6: { ...good.k6, exitCode: null } }],
    ['no summary', { ...good, k6: { exitCode: 0, declared: null } }],
    [
      'no sample at all',
      { ...good, operations: Object.fromEntries(OPERATIONS.map((operation) => [operation, firstSamples(good.operations[operation], 0)])) },
    ],
    ['one sample lost', { ...good, operations: { ...good.operations, list: firstSamples(good.operations.list, 799) } }],
    ['one property cut', { ...good, operations: { ...good.operations, list: { ...(good.operations.list as Samples), right: [] } } }],
    [
      'an operation lost',
      { ...good, operations: Object.fromEntries(Object.entries(good.operations).filter(([operation]) => operation !== 'edit')) },
    ],
    ['a journey lost', { ...good, journeys: good.journeys.slice(1) }],
    ['nobody at work', { ...good, usersAtWork: { atMs: [], users: [] } }],
  ])('is inconclusive throughout: %s', (_, evidence) => {
    expect(all(evaluate(evidence, thresholds))).toEqual(['INCONCLUSIVE']);
  });

  it('does not let a cut look at the users shrink what is judged', () => {
    const usersAtWork = { atMs: good.usersAtWork.atMs.slice(0, 230), users: good.usersAtWork.users.slice(0, 230) };
    expect(verdictOf(evaluate({ ...good, usersAtWork }, thresholds), 'PERF-02.list').verdict).toBe('INCONCLUSIVE');
  });
});

describe('addresses and limits', () => {
  const good = load();
  it.each<[string, Partial<LoadEvidence>, ClauseId, string]>([
    [
      'limits off',
      { limitProbe: { attempts: 120, refusedAt: null, retryAfter: null, otherAddressStatus: 401 } },
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
    ['one address', { addressesSeen: 1 }, 'PERF-01.addresses', 'INCONCLUSIVE'],
    ['connections unknown', { addressesSeen: null }, 'PERF-01.addresses', 'INCONCLUSIVE'],
  ])('%s', (_, change, clause, verdict) => {
    expect(verdictOf(evaluate({ ...good, ...change }, thresholds), clause).verdict).toBe(verdict);
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
