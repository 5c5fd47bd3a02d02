import type { ClauseId, ClauseVerdict } from '@transkeep/reports/contract/index.ts';
import type { Journeys } from './evidence.ts';
import { judgeJourneys } from './judge-journeys.ts';

const CLAUSES: readonly ClauseId[] = ['QA-03.upload-review-download', 'QA-03.authentication', 'QA-03.tone', 'PERF-06.virtual-scrolling'];

export function evaluate({ tests, exitCode }: Journeys): ClauseVerdict[] {
  return CLAUSES.map((clause) => {
    const verdict = judgeJourneys(clause, tests);
    // Every test that speaks for a clause passed and Playwright still says no: something else broke, and nobody may overlook that.
    const unexplained = exitCode !== 0 && !tests.some((one) => failed(one) && one.clauses.some((own) => CLAUSES.includes(own as ClauseId)));
    if (verdict.verdict !== 'PASS' || !unexplained) return verdict;
    const stray = tests.find(failed);
    const what = stray
      ? `«${stray.title}» failed, which speaks for no clause`
      : `Playwright ended with ${exitCode} although no test failed`;
    return { ...verdict, verdict: 'INCONCLUSIVE', reason: what };
  });
}

const failed = ({ outcome }: Journeys['tests'][number]) => outcome === 'failed';
