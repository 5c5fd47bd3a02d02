import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../../database/database.ts';
import { DomainError } from '../errors.ts';
import { normaliseEmail, type User } from '../users/user.ts';
import type { AccessTokens, Identity } from './access-tokens.ts';
import { verifyPassword } from './passwords.ts';
import { sessionRepository as repository } from './session-repository.ts';

export const SESSION_SECONDS = 7 * 24 * 60 * 60;

/** Remembers for a short while which sessions are in force. May forget at any time, and may not answer. */
export interface SessionCache {
  has(identity: Identity): Promise<boolean>;
  add(identity: Identity): Promise<void>;
  remove(identity: Pick<Identity, 'userId' | 'sessionId'>): Promise<void>;
}

export interface SignedIn {
  readonly user: User;
  readonly accessToken: string;
  /** Goes into the cookie; only its hash is stored. */
  readonly refreshToken: string;
}

export interface Sessions {
  /** @throws {DomainError} invalid-credentials, the same for an unknown address and a wrong password */
  signIn(email: string, password: string): Promise<SignedIn>;
  /** Trades a refresh token for a new pair. A token used twice has been copied: its whole session ends. @throws {DomainError} unauthenticated */
  refresh(refreshToken: string): Promise<SignedIn>;
  signOut(identity: Identity): Promise<void>;
  isActive(identity: Identity): Promise<boolean>;
}

export interface SessionsOptions {
  readonly database: Database;
  readonly tokens: AccessTokens;
  readonly cache: SessionCache;
}

export function createSessions({ database, tokens, cache }: SessionsOptions): Sessions {
  return {
    async signIn(givenEmail, password) {
      const email = normaliseEmail(givenEmail);
      const account = await database.as({ signIn: email }, (transaction) => repository.findUserByEmail(transaction, email));
      // Outside any transaction: hashing takes longer than all the queries.
      const matches = await verifyPassword(account?.passwordHash, password);
      if (!account || !matches) throw new DomainError('invalid-credentials', 'E-mail address or password is wrong.');
      const user: User = { id: account.id, email: account.email, role: account.role };
      const refreshToken = newRefreshToken();
      const sessionId = await database.as({ user: user.id }, async (transaction) => {
        const session = await repository.createSession(transaction, user.id, SESSION_SECONDS);
        await repository.addRefreshToken(transaction, { hash: hashOf(refreshToken), sessionId: session, userId: user.id });
        return session;
      });
      return { user, refreshToken, accessToken: await tokens.sign({ userId: user.id, sessionId, role: user.role }) };
    },

    async refresh(oldToken) {
      const hash = hashOf(oldToken);
      const next = newRefreshToken();
      const outcome = await database.as({ refresh: hash }, async (transaction) => {
        const token = await repository.findRefreshToken(transaction, hash);
        if (!token) return undefined;
        await database.become(transaction, token.userId);
        if (token.used || !(await repository.spendRefreshToken(transaction, hash))) {
          await repository.revokeSession(transaction, token.sessionId, 'token-reused');
          return { ...token, user: undefined };
        }
        const user = await repository.findActiveSession(transaction, token.sessionId);
        if (user) await repository.addRefreshToken(transaction, { hash: hashOf(next), sessionId: token.sessionId, userId: user.id });
        return { ...token, user };
      });
      if (!outcome?.user) {
        if (outcome) await cache.remove(outcome);
        throw new DomainError('unauthenticated', 'Your session is over. Please sign in again.');
      }
      const { user, sessionId } = outcome;
      return { user, refreshToken: next, accessToken: await tokens.sign({ userId: user.id, sessionId, role: user.role }) };
    },

    async signOut({ userId, sessionId }) {
      await database.as({ user: userId }, (transaction) => repository.revokeSession(transaction, sessionId, 'signed-out'));
      await cache.remove({ userId, sessionId });
    },

    async isActive(identity) {
      if (await cache.has(identity)) return true;
      const user = await database.as({ user: identity.userId }, (transaction) =>
        repository.findActiveSession(transaction, identity.sessionId),
      );
      if (user) await cache.add(identity);
      return user !== undefined;
    },
  };
}

function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** 256 random bits need no salt and no slow hash: there is nothing to guess. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
