import type { ClauseId, ClauseVerdict } from '@transkeep/reports/contract/index.ts';
import type { Journeys } from './evidence.ts';
import { judgeJourneys } from './judge-journeys.ts';

const CLAUSES: readonly ClauseId[] = ['QA-03.upload-review-download', 'QA-03.authentication', 'QA-03.tone', 'PERF-06.virtual-scrolling'];

export function evaluate({ tests, exitCode }: Journeys): ClauseVerdict[] {
  return CLAUSES.map((clause) => {
    const verdict = judgeJourneys(clause, tests);
    // Every test passed and Playwright still says no: something outside of the tests broke, and nobody may overlook that.
    const unexplained = exitCode !== 0 && !tests.some(({ outcome, failedAttempts }) => outcome === 'failed' || failedAttempts > 0);
    if (verdict.verdict === 'PASS' && unexplained)
      return { ...verdict, verdict: 'INCONCLUSIVE', reason: `Playwright ended with ${exitCode} although no test failed` };
    return verdict;
  });
}
