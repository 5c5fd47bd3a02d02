import type { ClauseId, ClauseVerdict } from '@transkeep/reports/contract/index.ts';
import type { IntegrationTests } from './evidence.ts';
import { judgeTests } from './judge-tests.ts';

/** What every file counts for whose name begins otherwise: no failure may fall between the kinds. */
const OTHER = 'QA-02.other';

/** Which clause a file counts for: the first word of its name says it (`database.row-security.integration.test.ts`). */
const CLAUSE_OF: ReadonlyMap<string, ClauseId> = new Map([
  ['api', 'QA-02.api'],
  ['database', 'QA-02.database'],
  ['redis', 'QA-02.redis'],
  ['object-storage', 'QA-02.object-storage'],
]);

export const CLAUSES: readonly ClauseId[] = [...CLAUSE_OF.values(), OTHER];

export function evaluate({ files, exitCode, services }: IntegrationTests): ClauseVerdict[] {
  const kinds = Map.groupBy(files, ({ file }) => CLAUSE_OF.get(kindOf(file)) ?? OTHER);
  return CLAUSES.map((clause) => {
    const own = kinds.get(clause) ?? [];
    // An error outside any test spoils the run, but a failed test of another kind says nothing about this one.
    const othersFailed = files.some((file) => !own.includes(file) && (file.failed.length > 0 || file.error !== null));
    const answer = judgeTests(clause, own, othersFailed ? 0 : exitCode);
    if (answer.verdict !== 'PASS') return answer;
    if (services === null) return { ...answer, verdict: 'INCONCLUSIVE', reason: `${answer.reason}, but nothing says on which servers` };
    return { ...answer, reason: `${answer.reason}, on ${services === 'containers' ? 'containers' : `${services} servers`}` };
  });
}

const kindOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1).split('.', 1)[0] ?? '';
