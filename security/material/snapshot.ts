import { createHash } from 'node:crypto';
import type { HttpClient } from './http-client.ts';

/**
 * Everything that the owner can see of a document, and what the `lists` (URLs) show, as one hash: equal before and after means that nothing
 * was changed. A document that is gone is a change like any other; no answer and a broken server throw.
 */
export async function snapshotOf(
  client: HttpClient,
  { apiUrl, accessToken, documentId, lists }: { apiUrl: string; accessToken: string; documentId: string; lists: readonly string[] },
): Promise<string> {
  const hash = createHash('sha256');
  const documentUrl = `${apiUrl}/documents/${documentId}`;
  for (const url of [documentUrl, `${documentUrl}/blocks`, `${documentUrl}/original`, `${documentUrl}/translation`, ...lists]) {
    const { status, body, error } = await client.send({ method: 'GET', url, headers: { authorization: `Bearer ${accessToken}` } });
    if (status === 0 || status === 429 || status >= 500) throw new Error(`the owner’s GET ${url} answered ${status || error}`);
    // A refusal carries an id of its own request: only that it was one counts.
    hash.update(status === 200 ? body : String(status));
  }
  return hash.digest('hex');
}
