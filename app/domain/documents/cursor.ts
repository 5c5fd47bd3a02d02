import { DomainError } from '../errors.ts';
import type { Cursor } from './document-repository.ts';

/** Where a page of a list ended. Opaque to clients, and harmless to forge: it only ever positions within their own rows. */
export function encodeCursor({ createdAt, id }: Cursor): string {
  return Buffer.from(`${createdAt} ${id}`).toString('base64url');
}

/** @throws {DomainError} invalid-request */
export function decodeCursor(cursor: string): Cursor {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
    Buffer.from(cursor, 'base64url').toString('utf8'),
  );
  const [, createdAt, id] = match ?? [];
  if (createdAt === undefined || id === undefined || !isMoment(createdAt)) {
    throw new DomainError('invalid-request', 'This cursor is not one of ours. Start the list again without it.');
  }
  return { createdAt, id };
}

/** A day that PostgreSQL has, too: JavaScript reads 31 February as 3 March, and has a year 0. */
function isMoment(iso: string): boolean {
  const ms = Date.parse(iso);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === iso && !iso.startsWith('0000');
}
