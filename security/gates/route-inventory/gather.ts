import { randomUUID } from 'node:crypto';
import { withOwnUsers } from '@transkeep/qa/suites/own-users.ts';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import { createHttpClient, type HttpClient } from '../../material/http-client.ts';
import { fetchOperations, type Operation } from '../../material/openapi.ts';
import { PUBLIC_OPERATIONS } from '../../material/public-operations.ts';
import { signIn } from '../../material/sign-in.ts';
import type { RouteInventoryEvidence } from './evidence.ts';
import { probesFor, tryProbes } from './probes.ts';
import { registeredRoutes } from './registered-routes.ts';

/** An address of its own: limits per address stay with this gate. */
const ADDRESS = '127.0.6.1';

export async function gather(context: GatherContext): Promise<RouteInventoryEvidence> {
  const { signal } = context;
  const stack = await withOwnUsers(context, ['user']);
  const user = stack.users.find(({ role }) => role === 'user');
  const api = stack.processes.find(({ name, url }) => name.startsWith('api') && url !== undefined);
  if (!user || !api?.url) throw new Error('the stack has no ordinary user or no API process');
  const publicList = Object.keys(PUBLIC_OPERATIONS);
  const client = await createHttpClient({ caFile: stack.caFile, signal });
  try {
    const { accessToken } = await signIn(client, { ...user, apiUrl: stack.apiUrl, from: ADDRESS });
    const operations = await fetchOperations(client, stack.openapiUrl);
    const closed = operations.filter(({ id }) => !publicList.includes(id));
    const probes = probesFor(operations, { ...stack, processUrl: api.url, accessToken });
    context.progress(`${probes.length} guesses at routes nobody documents`);
    const found = await tryProbes(client, probes);
    context.progress(`${closed.length} operations without and with a token`);
    const access = await tryAccess(client, closed, accessToken);
    return {
      operations: operations.map(({ id, method, path, isPublic }) => ({ id, method, path, isPublic })),
      publicList,
      access,
      registered: await registeredRoutes(),
      probes: found,
      expectedProbes: probes.length,
    };
  } finally {
    client.close();
  }
}

/** Ids are made up and bodies left out: with a token anything but 401 shows that it was let in, and nothing is changed but the session's end. */
async function tryAccess(
  client: HttpClient,
  operations: readonly Operation[],
  accessToken: string,
): Promise<RouteInventoryEvidence['access']> {
  const ask = async ({ method, url, id }: Operation, headers: Record<string, string>) => {
    const target = url.replace(/\{\w+\}/g, randomUUID());
    const { status } = await client.send({ method, url: target, headers, from: ADDRESS });
    return { id, status };
  };
  const access: RouteInventoryEvidence['access'] = [];
  const sorted = operations.toSorted(
    (one, other) => Number(one.method === 'DELETE') - Number(other.method === 'DELETE') || other.params.length - one.params.length,
  );
  for (const operation of sorted) {
    const anonymous = await ask(operation, {});
    const signedIn = await ask(operation, { authorization: `Bearer ${accessToken}` });
    access.push({ operation: operation.id, anonymous: anonymous.status, signedIn: signedIn.status });
  }
  return access;
}
