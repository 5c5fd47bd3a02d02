import { createHash } from 'node:crypto';

/** Names a document as it can be read: SHA-256 over the SHA-256 of its bytes, which has one length, and the password. */
export function digestOf(pdf: Uint8Array, password: string | undefined): string {
  return createHash('sha256')
    .update(createHash('sha256').update(pdf).digest())
    .update(password ?? '')
    .digest('hex');
}
