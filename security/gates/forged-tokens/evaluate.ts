import { type ClauseId, type ClauseVerdict, verdictOf } from '@transkeep/reports/contract/index.ts';
import type { ForgedTokensEvidence } from './evidence.ts';

export const CLAUSES = [
  'SEC-02.signature',
  'SEC-02.expired',
  'SEC-02.audience',
  'SEC-02.issuer',
  'SEC-02.alg-none',
  'SEC-02.kid',
  'SEC-02.required-claims',
] as const satisfies readonly ClauseId[];

type Attempt = ForgedTokensEvidence['attempts'][number];

/** 401 for every forgery on every operation, nothing else: another refusal means that the token was believed and something else said no. */
export function evaluate(evidence: ForgedTokensEvidence): readonly ClauseVerdict[] {
  const open = openQuestions(evidence);
  return CLAUSES.map((clause) => {
    const weakness = clause.slice('SEC-02.'.length);
    const forgeries = evidence.forgeries.filter((forgery) => forgery.weakness === weakness).map(({ id }) => id);
    const attempts = evidence.attempts.filter(({ forgery }) => forgeries.includes(forgery));
    const expected = forgeries.length * evidence.operations.length;
    const missing = evidence.operations.flatMap((operation) =>
      forgeries.filter((forgery) => !attempts.some((attempt) => attempt.operation === operation && attempt.forgery === forgery)),
    ).length;
    return verdictOf(clause, {
      broken: attempts.filter(isAccepted).map(({ operation, forgery, status }) => `${operation} answered ${status} to ${forgery}`),
      open: [
        ...open,
        ...(forgeries.length === 0 ? ['no forgery of this kind was tried'] : []),
        ...(missing > 0 ? [`${missing} of ${expected} attempts were not made`] : []),
        ...attempts.filter(saysNothing).map(({ operation, forgery, status }) => `${operation} gave ${nothing(status)} to ${forgery}`),
      ],
      passed: `${forgeries.length} forgeries on ${evidence.operations.length} operations, 401 every time`,
      measured: { value: attempts.filter(isAccepted).length, unit: 'accepted', samples: attempts.length, expected },
    });
  });
}

/** What makes every clause open, whatever was answered. */
function openQuestions({ operations, forgeries, expectedAttempts, attempts, controls }: ForgedTokensEvidence): string[] {
  const refused = operations.filter(
    (operation) => !controls.some((control) => control.operation === operation && isSuccess(control.status)),
  );
  return [
    ...(operations.length === 0 ? ['no operation that needs a token was found'] : []),
    ...(attempts.length === expectedAttempts && operations.length * forgeries.length === expectedAttempts
      ? []
      : [`${attempts.length} attempts found, ${expectedAttempts} expected`]),
    ...refused.map((operation) => `${operation} did not accept the honest token, so its refusals prove nothing`),
  ];
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function isAccepted(attempt: Attempt): boolean {
  return attempt.status !== 401 && !saysNothing(attempt);
}

/** No answer, a broken server and a rate limit refuse nobody. */
function saysNothing({ status }: Attempt): boolean {
  return status === 0 || status === 429 || status >= 500;
}

function nothing(status: number): string {
  return status === 0 ? 'no answer' : `${status}`;
}
