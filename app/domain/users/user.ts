import { type Static, Type } from 'typebox';
import type { Database } from '../../database/database.ts';
import { DomainError } from '../errors.ts';

export const User = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    email: Type.String({ format: 'email' }),
    role: Type.Union([Type.Literal('user'), Type.Literal('admin')]),
  },
  { title: 'User' },
);
export type User = Static<typeof User>;

/** @throws {DomainError} unauthenticated, when the account is gone */
export async function findUser(database: Database, userId: string): Promise<User> {
  const { rows } = await database.as({ user: userId }, (transaction) =>
    transaction.query<User>('SELECT id, email, role FROM users WHERE id = $1', [userId]),
  );
  const [user] = rows;
  if (!user) throw new DomainError('unauthenticated', 'This account no longer exists.');
  return user;
}

/** E-mail addresses are compared in lower case, without surrounding space. */
export function normaliseEmail(email: string): string {
  return email.trim().toLowerCase();
}
