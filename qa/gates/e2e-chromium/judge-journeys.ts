import type { ClauseId, ClauseVerdict } from '@transkeep/reports/contract/index.ts';
import type { BrowserTest } from '../../suites/playwright/outcome.ts';

/** One clause by the tests that carry its tag. Any failure is FAIL, also one that a retry made good; anything that did not run is INCONCLUSIVE. */
export function judgeJourneys(clause: ClauseId, tests: readonly BrowserTest[]): ClauseVerdict {
  const own = tests.filter(({ clauses }) => clauses.includes(clause));
  const expected = own.filter(({ declared }) => declared).length;
  const passed = own.filter(({ outcome, failedAttempts }) => outcome === 'passed' && failedAttempts === 0).length;
  const measured = { value: passed, unit: 'tests passed', samples: own.length, expected };
  if (expected === 0) return { clause, verdict: 'INCONCLUSIVE', reason: 'no test is declared for it' };

  const broken = own.find(({ outcome }) => outcome === 'failed');
  if (broken) return { clause, verdict: 'FAIL', reason: `«${broken.title}» failed: ${broken.error || 'it said nothing'}`, measured };
  const flaky = own.find(({ failedAttempts }) => failedAttempts > 0);
  if (flaky)
    return { clause, verdict: 'FAIL', reason: `«${flaky.title}» failed before it passed: ${flaky.error || 'it said nothing'}`, measured };
  const missing = own.find(({ declared, outcome }) => declared && outcome !== 'passed');
  if (missing)
    return {
      clause,
      verdict: 'INCONCLUSIVE',
      reason: `${passed} of ${expected} declared tests ran: «${missing.title}» was ${missing.outcome === 'skipped' ? 'skipped' : 'not run'}`,
      measured,
    };
  const stray = own.find(({ declared }) => !declared);
  if (stray) return { clause, verdict: 'INCONCLUSIVE', reason: `«${stray.title}» ran without being declared`, measured };
  return { clause, verdict: 'PASS', reason: `all ${expected} declared tests passed, none twice`, measured };
}
