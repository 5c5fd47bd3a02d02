import { makeReadyDocument } from './documents.ts';
import type { HttpClient } from './http-client.ts';
import type { Operation } from './openapi.ts';
import { requestFor } from './request-for.ts';

export interface OwnResourcesTarget {
  readonly apiUrl: string;
  readonly accessToken: string;
  readonly pdf: Uint8Array;
  /** Stands in every text of what is made: its documents' names, its terms. */
  readonly marker: string;
  readonly signal: AbortSignal;
}

/** Ids by the name of the parameter that they go into; a ready document and one of its blocks are always among them. */
export type OwnResources = Readonly<Record<string, string>> & { readonly documentId: string; readonly blockId: string };

/**
 * Makes one of everything that a user can own, as the API's description says how (`x-creates`): something worth stealing. Throws when
 * something cannot be made: without it, no refusal would prove anything.
 */
export async function makeOwnResources(
  client: HttpClient,
  operations: readonly Operation[],
  target: OwnResourcesTarget,
): Promise<OwnResources> {
  const { marker, accessToken, pdf } = target;
  const ids: Record<string, string> = {};
  const document = await makeReadyDocument(client, { ...target, fileName: `${marker}.pdf` });
  for (const operation of operations) {
    const { creates } = operation;
    if (!creates || creates.param in document || creates.param in ids) continue;
    const authorization = `Bearer ${accessToken}`;
    const { status, error, body } = await client.send(requestFor(operation, { ids: { ...document, ...ids }, authorization, pdf, marker }));
    if (status !== 201) throw new Error(`${operation.id} answered ${status || error}, not 201`);
    const id = creates.idPath.split('.').reduce<unknown>(at, JSON.parse(body.toString('utf8')));
    if (typeof id !== 'string') throw new Error(`${operation.id} says that its id is at ${creates.idPath}, and there is none`);
    ids[creates.param] = id;
  }
  return { ...ids, ...document };
}

function at(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
