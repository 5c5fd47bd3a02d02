import { type ClauseId, type ClauseVerdict, verdictOf } from '@transkeep/reports/contract/index.ts';
import type { TableEvidence, TenancyEvidence } from './evidence.ts';

export const CLAUSES = [
  'SEC-05.documents',
  'SEC-05.blocks',
  'SEC-05.files',
  'SEC-05.events',
  'SEC-05.row-security',
  'SEC-05.sessions',
] as const satisfies readonly ClauseId[];

export function evaluate(evidence: TenancyEvidence): readonly ClauseVerdict[] {
  return [
    ...(['documents', 'blocks', 'files', 'events'] as const).map((area) => judgeArea(evidence, area)),
    rowSecurity(evidence),
    sessions(evidence),
  ];
}

/** Another's id must answer 404, exactly as an id that does not exist, and change nothing. */
function judgeArea(evidence: TenancyEvidence, area: TenancyEvidence['controls'][number]['area']): ClauseVerdict {
  const { operations, uncovered, expectedAttempts, ownerListed } = evidence;
  const attempts = evidence.attempts.filter((attempt) => attempt.area === area);
  const controls = evidence.controls.filter((control) => control.area === area);
  // Lists show documents; what they leak is a document's.
  const lists = area === 'documents' ? evidence.lists : [];
  const tried = [...evidence.attempts, ...evidence.lists].map(({ operation }) => operation);
  const heard = attempts.filter(({ status, missingStatus }) => !saysNothing(status) && !saysNothing(missingStatus));
  const reached = attempts.filter(
    (attempt) => attempt.ownerUnchanged === false || (heard.includes(attempt) && (attempt.status !== 404 || !attempt.likeMissing)),
  );
  const leaking = lists.filter(({ leaked }) => leaked.length > 0);
  return verdictOf(`SEC-05.${area}`, {
    broken: [
      ...heard
        .filter(({ status }) => status !== 404)
        .map(({ operation, identity, status }) => `${operation} answered ${status} to the ${identity}`),
      ...heard
        .filter(({ status, likeMissing }) => status === 404 && !likeMissing)
        .map(({ operation, identity }) => `${operation} tells the ${identity} another’s id from a missing one`),
      ...attempts
        .filter(({ ownerUnchanged }) => ownerUnchanged === false)
        .map(({ operation, identity }) => `${operation} by the ${identity} changed what the owner sees`),
      ...leaking.map(({ operation, identity, leaked }) => `${operation} shows the ${identity} the owner’s ${leaked.join(', ')}`),
    ],
    open: [
      ...(attempts.length === 0 ? [`no operation on ${area} was tried`] : []),
      ...(evidence.attempts.length === expectedAttempts
        ? []
        : [`${evidence.attempts.length} attempts found, ${expectedAttempts} expected`]),
      ...uncovered.map((operation) => `${operation} was not tried: nothing makes the ids it needs`),
      ...operations
        .filter((operation) => !tried.includes(operation) && !uncovered.includes(operation))
        .map((operation) => `${operation} was not tried`),
      ...attempts
        .filter((attempt) => !heard.includes(attempt))
        .map(
          ({ operation, identity, status, missingStatus }) =>
            `${operation} gave the ${identity} ${status || 'no answer'} and ${missingStatus || 'no answer'}`,
        ),
      ...attempts
        .map(({ operation }) => operation)
        .filter(
          (operation, index, all) =>
            all.indexOf(operation) === index && !controls.some((control) => control.operation === operation && isSuccess(control.status)),
        )
        .map((operation) => `${operation} did not work for the owner either`),
      ...lists
        .filter(({ status }) => !isSuccess(status))
        .map(({ operation, identity, status }) => `${operation} gave the ${identity} ${status || 'no answer'}`),
      ...(area === 'documents' && !ownerListed ? ['the owner’s own list does not show his document'] : []),
    ],
    passed: `${attempts.length} attempts on ${controls.length} operations, each answered like a missing id${lists.length > 0 ? `; ${lists.length} lists without a trace` : ''}`,
    measured: { value: reached.length + leaking.length, unit: 'reached', samples: attempts.length + lists.length },
  });
}

/** The app's role must be bound by the policies, and the policies must show each user his own rows and nobody none. */
function rowSecurity({ database }: TenancyEvidence): ClauseVerdict {
  const { role, superuser, bypassesRowSecurity, ownsTables, tables, deadlocks } = database;
  return verdictOf('SEC-05.row-security', {
    broken: [
      ...(superuser || bypassesRowSecurity ? [`the app’s role ${role} is above row security`] : []),
      ...(ownsTables > 0 ? [`the app’s role ${role} owns ${ownsTables} relations`] : []),
      ...tables.flatMap(brokenIn),
    ],
    open: [
      ...(tables.length === 0 ? [`the role ${role} can read no table`] : []),
      ...tables
        .filter(({ ownerRows, otherRows }) => ownerRows === 0 || otherRows === 0)
        .map(({ table }) => `${table} has no rows of both users: nothing proven`),
    ],
    passed: `${tables.length} tables: each user sees his own rows, nobody sees none${deadlocks > 0 ? `; ${deadlocks} transactions were tried again after a deadlock` : ''}`,
    measured: {
      value: tables.reduce((sum, { sharedRows, nobodyRows }) => sum + sharedRows + nobodyRows, 0),
      unit: 'foreign rows',
      samples: tables.length,
    },
  });
}

function brokenIn({ table, rowSecurity, sharedRows, nobodyRows, ownerRows, leftAfterDelete, handedOver }: TableEvidence): string[] {
  return [
    ...(rowSecurity ? [] : [`${table} has no row security`]),
    ...(sharedRows > 0 ? [`${table} shows ${sharedRows} rows to both users`] : []),
    ...(nobodyRows > 0 ? [`${table} shows ${nobodyRows} rows to nobody in particular`] : []),
    ...(leftAfterDelete !== null && leftAfterDelete < ownerRows
      ? [`the other user could delete ${ownerRows - leftAfterDelete} rows of ${table}`]
      : []),
    ...(handedOver ? [`the other user could write rows of ${table} in the owner’s name`] : []),
  ];
}

function sessions({ sessions }: TenancyEvidence): ClauseVerdict {
  const { otherBefore, otherAfter, ownerAccess, ownerRefreshed, madeUpRefused, belongsToAsker } = sessions;
  return verdictOf('SEC-05.sessions', {
    broken: [
      ...(belongsToAsker ? [] : ['a refresh gave tokens of somebody else']),
      ...(madeUpRefused ? [] : ['a made-up refresh token was accepted']),
      ...(ownerAccess === 401 || !ownerRefreshed ? ['another user’s signing out ended the owner’s session'] : []),
      ...(otherAfter ? ['a session went on after its user signed out'] : []),
    ],
    open: [
      ...(otherBefore ? [] : ['the other user had no working session to end']),
      ...(ownerAccess === 401 || isSuccess(ownerAccess) ? [] : [`the owner’s access gave ${ownerAccess || 'no answer'}`]),
    ],
    passed: 'signing out ended one session and no other; refresh tokens speak for their own user only',
  });
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** No answer, a broken server and a rate limit keep nobody out. */
function saysNothing(status: number): boolean {
  return status === 0 || status === 429 || status >= 500;
}
