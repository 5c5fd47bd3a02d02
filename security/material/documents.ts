import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { HttpClient } from './http-client.ts';
import { uploadForm } from './request-for.ts';

export interface TestDocument {
  readonly documentId: string;
  /** The first block that can be edited. */
  readonly blockId: string;
}

const READY_LIMIT_MS = 60_000;

/**
 * Uploads a PDF as a user and waits until it is translated: something worth stealing. Throws when it does not get there: without it, no
 * refusal would prove anything.
 */
export async function makeReadyDocument(
  client: HttpClient,
  target: {
    readonly apiUrl: string;
    readonly accessToken: string;
    readonly pdf: Uint8Array;
    readonly fileName: string;
    readonly signal: AbortSignal;
  },
): Promise<TestDocument> {
  const { apiUrl, accessToken, signal } = target;
  const authorization = `Bearer ${accessToken}`;
  const form = uploadForm(target.pdf, target.fileName);
  const created = await client.send({
    method: 'POST',
    url: `${apiUrl}/documents`,
    headers: { authorization, 'content-type': form.contentType, 'idempotency-key': randomUUID() },
    body: form.body,
  });
  if (created.status !== 201) throw new Error(`the upload answered ${created.status || created.error}, not 201`);
  const { id } = JSON.parse(created.body.toString()) as { id: string };
  await waitUntilReady(client, `${apiUrl}/documents/${id}`, authorization, signal);
  const blocks = await client.send({ method: 'GET', url: `${apiUrl}/documents/${id}/blocks?page=1`, headers: { authorization } });
  const { items } = JSON.parse(blocks.body.toString()) as { items: { id: string; translatable: boolean }[] };
  const block = items.find(({ translatable }) => translatable);
  if (!block) throw new Error('the translated document has no block to edit');
  return { documentId: id, blockId: block.id };
}

/** Polls a document until it is ready. Throws when it fails or takes more than a minute. */
async function waitUntilReady(client: HttpClient, documentUrl: string, authorization: string, signal: AbortSignal): Promise<void> {
  const limit = performance.now() + READY_LIMIT_MS;
  for (;;) {
    const answer = await client.send({ method: 'GET', url: documentUrl, headers: { authorization } });
    if (answer.status !== 200) throw new Error(`the document’s status answered ${answer.status || answer.error}`);
    const { status, error } = JSON.parse(answer.body.toString()) as { status: string; error: { code: string } | null };
    if (status === 'ready') return;
    if (status === 'failed') throw new Error(`the document failed: ${error?.code}`);
    if (performance.now() > limit) throw new Error(`the document was not ready within ${READY_LIMIT_MS / 1_000} s (${status})`);
    await delay(500, undefined, { signal });
  }
}
