import type { ClauseId, ClauseVerdict } from '@transkeep/reports/contract/index.ts';
import type { BrowserTest } from '../../suites/playwright/outcome.ts';

/**
 * One clause by the tests that carry its tag. Any failure is FAIL; anything that did not run is INCONCLUSIVE. What passed when it was tried again has
 * passed: QA-08 fails by it, with its name.
 */
export function judgeJourneys(clause: ClauseId, tests: readonly BrowserTest[]): ClauseVerdict {
  const own = tests.filter(({ clauses }) => clauses.includes(clause));
  const expected = own.filter(({ declared }) => declared).length;
  const passed = own.filter(({ outcome }) => outcome === 'passed').length;
  const measured = { value: passed, unit: 'tests passed', samples: own.length, expected };
  if (expected === 0) return { clause, verdict: 'INCONCLUSIVE', reason: 'no test is declared for it' };

  const broken = own.find(({ outcome }) => outcome === 'failed');
  if (broken) return { clause, verdict: 'FAIL', reason: `«${broken.title}» failed: ${broken.error || 'it said nothing'}`, measured };
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
  const triedAgain = own.filter(({ failedAttempts }) => failedAttempts > 0).length;
  const how = triedAgain === 0 ? 'none twice' : `${triedAgain} of them when tried again`;
  return { clause, verdict: 'PASS', reason: `all ${expected} declared tests passed, ${how}`, measured };
}
