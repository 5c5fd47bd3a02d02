import { describe, expect, it } from 'vitest';
import type { Report } from './contract/index.ts';
import { digest, isProven } from './digest.ts';
import { cappedRun, goRun, inconclusiveRun, interruptedRun, noGoRun } from './fixtures/runs.ts';

const say = (report: Report) => {
  const { why, next } = digest(report);
  return { why: why.replaceAll('\u00a0', ' '), next: next.replaceAll('\u00a0', ' ') };
};

describe('why and next', () => {
  it('names the must-pass criteria that fail, and where to start', () => {
    const { why, next } = say(noGoRun());
    expect(why).toBe('2 must-pass criteria fail: PERF-02 and SEC-05.');
    expect(next).toMatch(/^Start with PERF-02, owned by backend\. Profile API and worker/);
  });

  it('says of a run without failures how much is undecided, and the commonest reason', () => {
    const { why, next } = say(inconclusiveRun());
    expect(why).toBe('Nothing fails, but 41 of 64 criteria could not be decided, and no data is never a pass.');
    expect(next).toContain('“no gate yet” (125 promises)');
  });

  it('says what holds back a run of which everything passes', () => {
    expect(say(cappedRun()).why).toBe('Everything that was judged holds, but this run cannot be GO: only SEC-05, PERF were selected.');
  });

  it('says of a GO whether waivers carry it', () => {
    expect(say(goRun()).why).toBe('All 64 criteria pass, every promise of each.');
    const run = goRun();
    const waived = { ...run, criteria: run.criteria.map((c, i) => (i === 0 ? { ...c, verdict: 'WAIVED' as const } : c)) };
    expect(say(waived).why).toBe('All 64 criteria hold, 1 of them by a waiver that people signed.');
  });

  it('does not call an empty run anything but undecided', () => {
    expect(say({ ...interruptedRun(), criteria: [] }).why).toBe('Nothing was judged, and no data is never a pass.');
  });

  it('does not pretend to know why when a NO-GO has no failing criterion', () => {
    expect(say({ ...goRun(), verdict: 'NO-GO' }).why).toContain('although no criterion of it fails');
  });
});

describe('order and groups', () => {
  it('puts must-pass before should-pass', () => {
    const run = noGoRun();
    const both = { ...run, criteria: run.criteria.map((c) => (c.id === 'DEP-15' ? { ...c, verdict: 'FAIL' as const } : c)) };
    expect(digest(both).failing.map((c) => c.id)).toEqual(['PERF-02', 'SEC-05', 'DEP-15']);
  });

  it('groups undecided promises by their reason, largest group first', () => {
    expect(digest(inconclusiveRun()).undecidedReasons.map(({ reason, clauses }) => [reason, clauses.length])).toEqual([
      ['no gate yet', 125],
      ['the registry answered without advisory data', 1],
    ]);
  });

  it('lists areas in the order of the catalogue, and none twice', () => {
    expect(digest(goRun()).areas.map(({ area }) => area)).toEqual(['DEP', 'PERF', 'SEC', 'QA', 'BETA']);
  });
});

describe('able to fail', () => {
  const clause = (seeded: number, proven: number, stale: number) => {
    const [first] = goRun().criteria[0]?.clauses ?? [];
    if (!first) throw new Error('the sample has no clause');
    return { ...first, faults: { seeded, proven, stale } };
  };

  it('counts a clause only when every fault of it is proven and none is stale', () => {
    expect(isProven(clause(2, 2, 0))).toBe(true);
    expect(isProven(clause(2, 1, 0))).toBe(false);
    expect(isProven(clause(2, 2, 1))).toBe(false);
    expect(isProven(clause(0, 0, 0))).toBe(false);
  });

  it('sums faults over the run', () => {
    expect(digest(noGoRun()).proof.faults).toEqual({ seeded: 215, proven: 214, stale: 1 });
  });
});
