import type { ClauseId, ClauseVerdict, Thresholds } from '@transkeep/reports/contract/index.ts';
import type { LoadEvidence } from './evidence.ts';
import { addresses, journeysPerUser, lackOfLoad, rateLimits, steadyState, users } from './judge-load.ts';
import { errorRate, journeysComplete } from './judge-shares.ts';
import { meansByUser, responseTime } from './judge-times.ts';
import type { Judgement } from './judgement.ts';
import { whatIsMissing } from './load-window.ts';
import { type Look, looksAt } from './look.ts';

const OPERATION_CLAUSES = {
  'sign-in': 'PERF-02.sign-in',
  list: 'PERF-02.list',
  upload: 'PERF-02.upload',
  status: 'PERF-02.status',
  review: 'PERF-02.review',
  edit: 'PERF-02.edit',
  download: 'PERF-02.download',
} as const satisfies Record<string, ClauseId>;

export const CLAUSES: readonly ClauseId[] = [
  'PERF-01.users',
  'PERF-01.steady-state',
  'PERF-01.journeys-per-user',
  'PERF-01.addresses',
  'PERF-01.rate-limits',
  ...Object.values(OPERATION_CLAUSES),
  'PERF-03.error-rate',
  'PERF-03.journeys-complete',
];

/**
 * Judges the load. A pass needs the whole load that the clauses of PERF-01 ask for; less load can still fail, as more
 * would not have been faster. Samples that k6 counted and the evidence lacks make everything INCONCLUSIVE. Of two looks, each at
 * half of α, a FAIL at any stands, then a PASS at any; else it stays INCONCLUSIVE.
 */
export function evaluate(evidence: LoadEvidence, thresholds: Thresholds): readonly ClauseVerdict[] {
  const looks = judgeLooks(evidence, thresholds);
  if (typeof looks === 'string') return CLAUSES.map((clause) => ({ clause, verdict: 'INCONCLUSIVE', reason: looks }));
  const second = needsExtension(evidence, thresholds) ? 'the first load left clauses open, and the second one is missing' : null;
  return CLAUSES.map((clause) => {
    const said = looks.flatMap((judgements) => judgements[clause] ?? []);
    const { open, ...best } = firstWith('FAIL', said) ?? firstWith('PASS', said) ?? (said.at(-1) as Judgement);
    return { clause, ...best, ...(second !== null && best.verdict === 'PASS' && { verdict: 'INCONCLUSIVE', reason: second }) };
  });
}

/** Whether a second window may decide what the first one left open, for want of samples or of quiet. Missing evidence is no such thing. */
export function needsExtension(evidence: LoadEvidence, thresholds: Thresholds): boolean {
  if (evidence.windows.length > 1) return false;
  const looks = judgeLooks(evidence, thresholds);
  return typeof looks !== 'string' && looks.some((judgements) => Object.values(judgements).some(({ open }) => open === true));
}

/** What a comparison with another run rests on: response times of PERF-02, one mean per user. */
export function samples(evidence: LoadEvidence): Partial<Record<ClauseId, readonly number[]>> {
  const look = looksAt(evidence)?.at(-1);
  if (!look) return {};
  return Object.fromEntries(
    Object.entries(OPERATION_CLAUSES).flatMap(([operation, clause]) => {
      const own = look.operations[operation];
      return own ? [[clause, meansByUser(look, own)]] : [];
    }),
  );
}

/** Every clause at every look; or why there is none. */
function judgeLooks(evidence: LoadEvidence, thresholds: Thresholds): Readonly<Record<ClauseId, Judgement>>[] | string {
  if (evidence.windows.length === 0) return 'there was no load';
  if (evidence.windows.some(({ number }, index) => number !== index + 1)) return 'a window of the load is missing';
  const missing = evidence.windows.map(whatIsMissing).find((gap) => gap !== null);
  if (missing) return missing;
  const looks = looksAt(evidence);
  if (!looks) return `never ${evidence.asked.users} users at work at the same time`;
  return looks.map((look) => judge(evidence, { ...look, lack: lackOfLoad(evidence.asked, look.steady, thresholds) }, thresholds));
}

function judge(evidence: LoadEvidence, look: Look, thresholds: Thresholds): Record<ClauseId, Judgement> {
  const times = Object.entries(OPERATION_CLAUSES).map(
    ([operation, clause]) => [clause, responseTime(look, look.operations[operation], thresholds(clause))] as const,
  );
  return {
    'PERF-01.users': users(evidence, thresholds('PERF-01.users')),
    'PERF-01.steady-state': steadyState(look),
    'PERF-01.journeys-per-user': journeysPerUser(look, thresholds('PERF-01.journeys-per-user')),
    'PERF-01.addresses': addresses(evidence, thresholds('PERF-01.addresses')),
    'PERF-01.rate-limits': rateLimits(evidence),
    ...Object.fromEntries(times),
    'PERF-03.error-rate': errorRate(look, thresholds('PERF-03.error-rate')),
    'PERF-03.journeys-complete': journeysComplete(look, thresholds('PERF-03.journeys-complete')),
  };
}

function firstWith(verdict: Judgement['verdict'], said: readonly Judgement[]): Judgement | undefined {
  return said.find((judgement) => judgement.verdict === verdict);
}
