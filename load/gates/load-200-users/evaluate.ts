import type { ClauseId, ClauseVerdict, Thresholds } from '@transkeep/reports/contract/index.ts';
import type { LoadEvidence } from './evidence.ts';
import { addresses, journeysPerUser, lackOfLoad, rateLimits, steadyState, users } from './judge-load.ts';
import { errorRate, journeysComplete } from './judge-shares.ts';
import { responseTime } from './judge-times.ts';
import type { Judgement } from './judgement.ts';
import { steadyWindow, whatIsMissing } from './load-window.ts';

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
 * would not have been faster. Samples that k6 counted and the evidence lacks make everything INCONCLUSIVE.
 */
export function evaluate(evidence: LoadEvidence, thresholds: Thresholds): readonly ClauseVerdict[] {
  const missing = whatIsMissing(evidence);
  const window = steadyWindow(evidence.usersAtWork, evidence.asked.users);
  if (missing !== null || !window) {
    const reason = missing ?? `never ${evidence.asked.users} users at work at the same time`;
    return CLAUSES.map((clause) => ({ clause, verdict: 'INCONCLUSIVE', reason }));
  }
  const lack = lackOfLoad(evidence, window, thresholds);
  const judgements: Record<ClauseId, Judgement> = {
    'PERF-01.users': users(evidence, thresholds('PERF-01.users')),
    'PERF-01.steady-state': steadyState(evidence, window, thresholds),
    'PERF-01.journeys-per-user': journeysPerUser(evidence, window, thresholds('PERF-01.journeys-per-user'), lack),
    'PERF-01.addresses': addresses(evidence, thresholds('PERF-01.addresses')),
    'PERF-01.rate-limits': rateLimits(evidence),
    'PERF-03.error-rate': errorRate(evidence, window, thresholds('PERF-03.error-rate'), lack),
    'PERF-03.journeys-complete': journeysComplete(evidence, window, thresholds('PERF-03.journeys-complete'), lack),
  };
  for (const [operation, clause] of Object.entries(OPERATION_CLAUSES)) {
    judgements[clause] = responseTime(evidence.operations[operation], window, thresholds(clause), lack);
  }
  return Object.entries(judgements).map(([clause, judgement]) => ({ clause: clause as ClauseId, ...judgement }));
}
