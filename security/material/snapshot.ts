import { createHash } from 'node:crypto';
import type { TestDocument } from './documents.ts';
import type { HttpClient } from './http-client.ts';

/** Everything that the owner can see of a document, as one hash: equal before and after means that nothing was changed. Throws when the owner is refused. */
export async function snapshotOf(client: HttpClient, apiUrl: string, accessToken: string, { documentId }: TestDocument): Promise<string> {
  const hash = createHash('sha256');
  const documentUrl = `${apiUrl}/documents/${documentId}`;
  for (const url of [documentUrl, `${documentUrl}/blocks`, `${documentUrl}/original`, `${documentUrl}/translation`]) {
    const { status, body, error } = await client.send({ method: 'GET', url, headers: { authorization: `Bearer ${accessToken}` } });
    if (status !== 200) throw new Error(`the owner’s GET ${url} answered ${status || error}, not 200`);
    hash.update(body);
  }
  return hash.digest('hex');
}
