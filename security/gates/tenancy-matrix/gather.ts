import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withOwnUsers } from '@transkeep/qa/suites/own-users.ts';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import { createHttpClient } from '../../material/http-client.ts';
import { fetchOperations, type Operation } from '../../material/openapi.ts';
import { makeOwnResources } from '../../material/own-resources.ts';
import { requestFor } from '../../material/request-for.ts';
import { signIn } from '../../material/sign-in.ts';
import type { TenancyEvidence } from './evidence.ts';
import { areaOf, type Ground, routesIn, tryOperation } from './matrix.ts';
import { lookAtRows } from './row-security.ts';
import { trySessions } from './sessions.ts';

/** Where the users of this gate sign in from: limits per address stay with it. */
const ADDRESS = '127.0.5.3';

export async function gather(context: GatherContext): Promise<TenancyEvidence> {
  const { signal } = context;
  const stack = await withOwnUsers(context, ['user', 'user', 'admin']);
  const { apiUrl } = stack;
  const [owner, other] = stack.users.filter(({ role }) => role === 'user');
  const admin = stack.users.find(({ role }) => role === 'admin');
  if (!owner || !other || !admin) throw new Error('the stack has no two ordinary users and an admin');
  const client = await createHttpClient({ caFile: stack.caFile, signal });
  try {
    const pdf = await readFile(join(context.repoRoot, 'qa/corpus/two-pages.pdf'));
    // Sessions of this gate's own: signing out is one of the operations.
    const [owners, others, admins] = [
      await signIn(client, { ...owner, apiUrl, from: ADDRESS }),
      await signIn(client, { ...other, apiUrl, from: ADDRESS }),
      await signIn(client, { ...admin, apiUrl, from: ADDRESS }),
    ];
    context.progress('one of everything for each');
    const operations = (await fetchOperations(client, stack.openapiUrl)).filter(({ isPublic }) => !isPublic);
    const make = (accessToken: string, marker: string) =>
      makeOwnResources(client, operations, { apiUrl, accessToken, pdf, marker, signal });
    const marker = `tenancy-of-owner-${owner.userId}`;
    const [owned, othersOwn] = await Promise.all([make(owners.accessToken, marker), make(others.accessToken, 'tenancy-of-other')]);
    const ground: Ground = {
      client,
      apiUrl,
      pdf,
      owner: { name: 'owner', accessToken: owners.accessToken },
      owned,
      other: { name: 'other user', accessToken: others.accessToken },
      othersOwn,
      admin: { name: 'admin', accessToken: admins.accessToken },
      lists: operations.filter(({ method, params, roles }) => method === 'GET' && params.length === 0 && !roles).map(({ url }) => url),
    };

    const withIds = operations.filter(({ params }) => params.length > 0);
    const covered = withIds.filter(({ params }) => params.every((name) => name in owned));
    context.progress(`${covered.length} operations × everybody else`);
    const attempts: TenancyEvidence['attempts'] = [];
    for (const operation of covered) attempts.push(...(await tryOperation(operation, ground)));

    context.progress('lists');
    const markers = { 'document id': owned.documentId, 'file name or term': marker, 'user id': owner.userId, 'e-mail': owner.email };
    const lists = await tryLists(
      operations.filter(({ params }) => params.length === 0),
      ground,
      markers,
    );
    const ownerListed = (await textOf(ground, `${apiUrl}/documents`)).includes(owned.documentId);

    context.progress('row security');
    const database = await lookAtRows(stack.databaseUrl, owner.userId, other.userId);
    context.progress('sessions');
    const sessions = await trySessions(client, apiUrl, owner, other);

    context.progress('the owner’s own access');
    const controls = await control(covered, ground);
    return {
      operations: operations.map(({ id }) => id),
      uncovered: withIds.filter((operation) => !covered.includes(operation)).map(({ id }) => id),
      expectedAttempts: covered.reduce((sum, operation) => sum + routesIn(operation, ground).length, 0),
      controls,
      attempts,
      lists,
      ownerListed,
      database,
      sessions,
    };
  } finally {
    client.close();
  }
}

/** Operations without an id: what the other user and the admin get must not carry anything of the owner's. */
async function tryLists(
  operations: readonly Operation[],
  ground: Ground,
  markers: Readonly<Record<string, string>>,
): Promise<TenancyEvidence['lists']> {
  const lists: TenancyEvidence['lists'] = [];
  // Signing out last: it takes the token away.
  const sorted = operations.toSorted((one, two) => Number(one.method === 'DELETE') - Number(two.method === 'DELETE'));
  for (const operation of sorted) {
    for (const as of [ground.other, ground.admin]) {
      if (operation.roles && as !== ground.admin) continue;
      const request = requestFor(operation, { authorization: `Bearer ${as.accessToken}`, pdf: ground.pdf, marker: 'tenancy' });
      const { status, body } = await ground.client.send(request);
      const text = body.toString('utf8');
      const leaked = operation.roles
        ? []
        : Object.entries(markers)
            .filter(([, value]) => text.includes(value))
            .map(([name]) => name);
      lists.push({ operation: operation.id, identity: as.name, status, leaked });
    }
  }
  return lists;
}

async function textOf({ client, owner }: Ground, url: string): Promise<string> {
  const { body } = await client.send({ method: 'GET', url, headers: { authorization: `Bearer ${owner.accessToken}` } });
  return body.toString('utf8');
}

/** The owner, after everybody else: reading first, then changing, then deleting. */
async function control(operations: readonly Operation[], { client, owner, owned, pdf }: Ground): Promise<TenancyEvidence['controls']> {
  const order = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];
  const controls: TenancyEvidence['controls'] = [];
  for (const operation of operations.toSorted((one, two) => order.indexOf(one.method) - order.indexOf(two.method))) {
    const { status } = await client.send(
      requestFor(operation, { ids: { ...owned }, authorization: `Bearer ${owner.accessToken}`, pdf, marker: 'tenancy' }),
    );
    controls.push({ operation: operation.id, area: areaOf(operation), status });
  }
  return controls;
}
