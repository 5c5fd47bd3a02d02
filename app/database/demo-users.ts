import { randomUUID } from 'node:crypto';
import { type Static, Type } from 'typebox';
import type { AccessTokens } from '../domain/sessions/access-tokens.ts';
import { hashPassword } from '../domain/sessions/passwords.ts';
import { sessionRepository } from '../domain/sessions/session-repository.ts';
import { normaliseEmail, User } from '../domain/users/user.ts';
import type { Database } from './database.ts';

export const DemoUsers = Type.Array(
  Type.Object({ email: User.properties.email, password: Type.String({ minLength: 8 }), role: User.properties.role }),
);
export type DemoUsers = Static<typeof DemoUsers>;

export interface SignedInDemoUser {
  readonly email: string;
  readonly role: User['role'];
  readonly userId: string;
  readonly accessToken: string;
}

/** Tools that are given such a token don't refresh it. */
const TOKEN_SECONDS = 4 * 60 * 60;
const AT_ONCE = 4;

/** Makes users, or gives existing ones this password and role, and signs them in. `database` must be the owner's. */
export async function seedDemoUsers(database: Database, tokens: AccessTokens, users: DemoUsers): Promise<SignedInDemoUser[]> {
  const seed = async ({ email: given, password, role }: DemoUsers[number]): Promise<SignedInDemoUser> => {
    const email = normaliseEmail(given);
    const passwordHash = await hashPassword(password);
    const known = await database.as({ signIn: email }, (transaction) => sessionRepository.findUserByEmail(transaction, email));
    const userId = known?.id ?? randomUUID();
    const sessionId = await database.as({ user: userId }, async (transaction) => {
      await transaction.query(
        `INSERT INTO users (id, email, password_hash, role) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE SET password_hash = excluded.password_hash, role = excluded.role`,
        [userId, email, passwordHash, role],
      );
      return sessionRepository.createSession(transaction, userId, TOKEN_SECONDS);
    });
    return { email, role, userId, accessToken: await tokens.sign({ userId, sessionId, role }, TOKEN_SECONDS) };
  };
  // A few at a time: all at once would wait longer for a connection than the pool allows.
  const signedIn: SignedInDemoUser[] = [];
  for (let start = 0; start < users.length; start += AT_ONCE) {
    signedIn.push(...(await Promise.all(users.slice(start, start + AT_ONCE).map(seed))));
  }
  return signedIn;
}
