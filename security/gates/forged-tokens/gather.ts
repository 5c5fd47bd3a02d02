import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withOwnUsers } from '@transkeep/qa/suites/own-users.ts';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import { type Forgery, forgeries, resignedToken } from '../../material/forged-token.ts';
import { createHttpClient, type HttpClient } from '../../material/http-client.ts';
import { fetchOperations, type Operation } from '../../material/openapi.ts';
import { makeOwnResources } from '../../material/own-resources.ts';
import { type RequestOptions, requestFor } from '../../material/request-for.ts';
import { signIn } from '../../material/sign-in.ts';
import type { ForgedTokensEvidence } from './evidence.ts';

/** Every forgery comes from an address of its own, so that limits per address don't answer in place of the token check. */
const addressOf = (index: number) => `127.0.4.${index + 1}`;
const AT_ONCE = 8;

export async function gather(context: GatherContext): Promise<ForgedTokensEvidence> {
  const { signal } = context;
  const stack = await withOwnUsers(context, ['user', 'user']);
  const [victim, other] = stack.users.filter(({ role }) => role === 'user');
  if (!victim || !other) throw new Error('the stack has no two ordinary users');
  const client = await createHttpClient({ caFile: stack.caFile, signal });
  try {
    const { accessToken: honestToken, refreshToken } = await signIn(client, { ...victim, apiUrl: stack.apiUrl, from: addressOf(200) });
    const material = {
      honestToken,
      refreshToken,
      otherToken: other.accessToken,
      secret: stack.jwtSecret,
      now: Math.floor(Date.now() / 1_000),
    };
    const pdf = await readFile(join(context.repoRoot, 'qa/corpus/two-pages.pdf'));
    const operations = (await fetchOperations(client, stack.openapiUrl)).filter(({ isPublic }) => !isPublic);
    context.progress('making something worth stealing');
    const target = { apiUrl: stack.apiUrl, accessToken: honestToken, pdf, marker: 'of the victim', signal };
    const request = { ids: await makeOwnResources(client, operations, target), pdf, marker: 'forged-tokens' };

    const tried = forgeries(material);
    context.progress(`${operations.length} operations × ${tried.length} forgeries`);
    const attempts = await tryAll(client, operations, tried, request);
    context.progress('the honest token on every operation');
    const controls = await control(client, operations, { ...request, authorization: `Bearer ${resignedToken(material)}` });
    return {
      operations: operations.map(({ id }) => id),
      forgeries: tried.map(({ id, weakness }) => ({ id, weakness })),
      expectedAttempts: operations.length * tried.length,
      attempts,
      controls,
    };
  } finally {
    client.close();
  }
}

async function tryAll(client: HttpClient, operations: readonly Operation[], tried: readonly Forgery[], request: RequestOptions) {
  const todo = operations.flatMap((operation) => tried.map((forgery, index) => ({ operation, forgery, index })));
  const attempts: ForgedTokensEvidence['attempts'] = [];
  const worker = async () => {
    for (let next = todo.shift(); next; next = todo.shift()) {
      const { operation, forgery, index } = next;
      const { authorization } = forgery;
      const { status } = await client.send(requestFor(operation, { ...request, authorization, from: addressOf(index) }));
      attempts.push({ operation: operation.id, forgery: forgery.id, status });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return attempts;
}

/** After the forgeries, reading first and ending last: deleting the document or the session would take the others' ground away. */
async function control(
  client: HttpClient,
  operations: readonly Operation[],
  request: RequestOptions,
): Promise<ForgedTokensEvidence['controls']> {
  const order = ['GET', 'PATCH', 'PUT', 'POST', 'DELETE'];
  const sorted = operations.toSorted(
    (one, other) => order.indexOf(one.method) - order.indexOf(other.method) || other.params.length - one.params.length,
  );
  const controls: ForgedTokensEvidence['controls'] = [];
  for (const operation of sorted) {
    // A text of its own for each: some things may be there only once.
    const { status } = await client.send(requestFor(operation, { ...request, marker: `honest ${operation.id}` }));
    controls.push({ operation: operation.id, status });
  }
  return controls;
}
