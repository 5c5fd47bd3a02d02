import type { ClauseId, ClauseVerdict } from '@transkeep/reports/contract/index.ts';
import type { IntegrationTests } from './evidence.ts';
import { judgeTests } from './judge-tests.ts';

/** Which clause a file counts for: the first word of its name says it (`database.row-security.integration.test.ts`). */
export const CLAUSES = {
  api: 'QA-02.api',
  database: 'QA-02.database',
  redis: 'QA-02.redis',
  'object-storage': 'QA-02.object-storage',
} as const satisfies Record<string, ClauseId>;

export function evaluate({ files, exitCode, services }: IntegrationTests): ClauseVerdict[] {
  return Object.entries(CLAUSES).map(([prefix, clause]) => {
    const own = files.filter(({ file }) => file.slice(file.lastIndexOf('/') + 1).startsWith(`${prefix}.`));
    // An error outside any test spoils the run, but a failed test of another kind says nothing about this one.
    const othersFailed = files.some((file) => !own.includes(file) && (file.failed.length > 0 || file.error !== null));
    const answer = judgeTests(clause, own, othersFailed ? 0 : exitCode);
    if (answer.verdict !== 'PASS') return answer;
    if (services === null) return { ...answer, verdict: 'INCONCLUSIVE', reason: `${answer.reason}, but nothing says on which servers` };
    return { ...answer, reason: `${answer.reason}, on ${services === 'containers' ? 'containers' : `${services} servers`}` };
  });
}
