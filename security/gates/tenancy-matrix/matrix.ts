import { randomUUID } from 'node:crypto';
import type { Answer, HttpClient } from '../../material/http-client.ts';
import type { Operation } from '../../material/openapi.ts';
import type { OwnResources } from '../../material/own-resources.ts';
import { requestFor } from '../../material/request-for.ts';
import { snapshotOf } from '../../material/snapshot.ts';
import type { TenancyArea, TenancyEvidence } from './evidence.ts';

export interface Identity {
  readonly name: string;
  readonly accessToken: string;
}

export interface Ground {
  readonly client: HttpClient;
  readonly apiUrl: string;
  readonly pdf: Uint8Array;
  readonly owner: Identity;
  readonly owned: OwnResources;
  readonly other: Identity;
  readonly othersOwn: OwnResources;
  readonly admin: Identity;
  /** URLs of what lists a user's things. */
  readonly lists: readonly string[];
}

type Attempt = TenancyEvidence['attempts'][number];

/** Which promise an operation belongs to: what it hands out, then what it is about. What else a user owns counts with the documents. */
export function areaOf({ answers, params, path }: Pick<Operation, 'answers' | 'params' | 'path'>): TenancyArea {
  if (answers.includes('text/event-stream') || path.endsWith('/events')) return 'events';
  if (answers.includes('application/pdf') || /\/(original|translation)$/.test(path)) return 'files';
  if (params.includes('blockId') || path.endsWith('/blocks')) return 'blocks';
  return 'documents';
}

/** How an identity gets at the owner's things: with the ids of which document, and which block. */
export function routesIn(operation: Pick<Operation, 'params'>, ground: Ground) {
  const { owned, othersOwn, other, admin } = ground;
  return [
    { identity: other.name, as: other, ids: { ...owned } },
    { identity: admin.name, as: admin, ids: { ...owned } },
    // Block ids that repeat between documents make this a fair request for a block of his own.
    ...(operation.params.includes('blockId') && owned.blockId !== othersOwn.blockId
      ? [
          {
            identity: `${other.name} through a document of his own`,
            as: other,
            ids: { ...othersOwn, blockId: owned.blockId },
          },
        ]
      : []),
  ];
}

/** One operation, tried by everybody who must not: against the owner's ids, and against ids that don't exist. */
export async function tryOperation(operation: Operation, ground: Ground): Promise<Attempt[]> {
  const { client, owner, owned } = ground;
  const look = () => snapshotOf(client, { ...ground, accessToken: owner.accessToken, documentId: owned.documentId });
  const madeUp = operation.params.includes('documentId') ? 'documentId' : (operation.params[0] ?? '');
  const reads = operation.method === 'GET';
  const attempts: Attempt[] = [];
  let before = reads ? null : await look();
  for (const { identity, as, ids } of routesIn(operation, ground)) {
    const ask = (given: Record<string, string>) =>
      client.send(requestFor(operation, { ids: given, authorization: `Bearer ${as.accessToken}`, pdf: ground.pdf, marker: 'tenancy' }));
    const answer = await ask(ids);
    // Only one id is made up: the rest keeps its shape, so that no format check answers first.
    const nowhere = { ...ids, [madeUp]: randomUUID() };
    const missing = await ask(nowhere);
    const after = reads ? null : await look();
    attempts.push({
      operation: operation.id,
      area: areaOf(operation),
      identity,
      status: answer.status,
      missingStatus: missing.status,
      likeMissing: comparable(answer, ids) === comparable(missing, nowhere),
      ownerUnchanged: before === null ? null : before === after,
    });
    before = after;
  }
  return attempts;
}

/** Status, type and body of an answer, without what differs between any two: request ids and the ids that were asked for. */
export function comparable(
  { status, headers, body }: Pick<Answer, 'status' | 'headers' | 'body'>,
  ids: Readonly<Record<string, string>>,
): string {
  let text = body.toString('latin1').replace(/"requestId":"[^"]*"/g, '"requestId":""');
  for (const id of Object.values(ids)) text = text.replaceAll(id, 'ID').replaceAll(encodeURIComponent(id), 'ID');
  return JSON.stringify([status, headers['content-type'], headers.etag ?? null, headers['cache-control'] ?? null, text]);
}
