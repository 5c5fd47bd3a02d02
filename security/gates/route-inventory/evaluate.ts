import { type ClauseId, type ClauseVerdict, verdictOf } from '@transkeep/reports/contract/index.ts';
import type { RouteInventoryEvidence } from './evidence.ts';

export const CLAUSES = ['SEC-04.authenticated', 'SEC-04.inventory'] as const satisfies readonly ClauseId[];

export function evaluate(evidence: RouteInventoryEvidence): readonly ClauseVerdict[] {
  return [authenticated(evidence), inventory(evidence)];
}

/** 401 without a token on every operation outside the list; the list and OpenAPI must name the same operations as public. */
function authenticated({ operations, publicList, access }: RouteInventoryEvidence): ClauseVerdict {
  const closed = operations.filter(({ id }) => !publicList.includes(id)).map(({ id }) => id);
  const tried = closed.flatMap((id) => access.filter(({ operation }) => operation === id));
  return verdictOf('SEC-04.authenticated', {
    broken: [
      ...operations
        .filter(({ id, isPublic }) => isPublic && !publicList.includes(id))
        .map(({ id }) => `${id} is public and not on the list`),
      ...tried
        .filter(({ anonymous }) => anonymous !== 401 && !saysNothing(anonymous))
        .map(({ operation, anonymous }) => `${operation} answered ${anonymous} without a token`),
    ],
    open: [
      ...(operations.length === 0 ? ['OpenAPI describes no operation'] : []),
      ...(closed.length === 0 ? ['no operation asks for a token'] : []),
      ...publicList
        .filter((id) => !operations.some((operation) => operation.id === id))
        .map((id) => `${id} is on the public list but not in OpenAPI`),
      ...operations
        .filter(({ id, isPublic }) => !isPublic && publicList.includes(id))
        .map(({ id }) => `${id} is on the public list but asks for a token in OpenAPI`),
      ...closed.filter((id) => !tried.some(({ operation }) => operation === id)).map((id) => `${id} was not tried`),
      ...tried
        .filter(({ anonymous }) => saysNothing(anonymous))
        .map(({ operation, anonymous }) => `${operation} gave ${anonymous || 'no answer'} without a token`),
      ...tried
        .filter(({ signedIn }) => signedIn === 401 || saysNothing(signedIn))
        .map(({ operation, signedIn }) => `${operation} gave ${signedIn || 'no answer'} with a token too, so its 401 proves nothing`),
    ],
    passed: `401 without a token on all ${closed.length} operations outside the public list of ${publicList.length}`,
    measured: {
      value: tried.filter(({ anonymous }) => anonymous === 401).length,
      unit: 'operations',
      samples: tried.length,
      expected: closed.length,
    },
  });
}

/** What the server registered is what OpenAPI describes, and guessed paths and methods find nothing. */
function inventory({ operations, registered, probes, expectedProbes }: RouteInventoryEvidence): ClauseVerdict {
  const documented = operations.map(({ method, path }) => `${method} ${path}`);
  return verdictOf('SEC-04.inventory', {
    broken: [
      ...registered.filter((route) => !documented.includes(route)).map((route) => `${route} is registered and not documented`),
      ...(registered.length === 0
        ? []
        : documented.filter((route) => !registered.includes(route)).map((route) => `${route} is documented and not registered`)),
      ...probes
        .filter(({ status, asUnknown }) => !asUnknown && !saysNothing(status))
        .map(({ request, status }) => `${request} answered ${status}`),
    ],
    open: [
      ...(registered.length === 0 ? ['the server named no route'] : []),
      ...(operations.length === 0 ? ['OpenAPI describes no operation'] : []),
      ...(expectedProbes === 0 || probes.length !== expectedProbes ? [`${probes.length} probes found, ${expectedProbes} expected`] : []),
      ...probes.filter(({ status }) => saysNothing(status)).map(({ request, status }) => `${request} gave ${status || 'no answer'}`),
    ],
    passed: `${registered.length} routes, all documented; ${probes.length} guesses found nothing else`,
    measured: { value: registered.length, unit: 'routes', samples: registered.length, expected: documented.length },
  });
}

/** No answer, a broken server and a rate limit say nothing about a door. */
function saysNothing(status: number): boolean {
  return status === 0 || status === 429 || status >= 500;
}
