import type { Transaction } from '../../database/database.ts';
import type { User } from '../users/user.ts';

export interface UserWithPassword extends User {
  readonly passwordHash: string;
}

export interface RefreshToken {
  readonly sessionId: string;
  readonly userId: string;
  readonly used: boolean;
}

/** SQL of sign-in; each function says whose transaction it needs. */
export const sessionRepository = {
  /** In a `signIn` transaction. */
  async findUserByEmail(transaction: Transaction, email: string): Promise<UserWithPassword | undefined> {
    const { rows } = await transaction.query<UserWithPassword>(
      'SELECT id, email, role, password_hash AS "passwordHash" FROM users WHERE email = $1',
      [email],
    );
    return rows[0];
  },

  /** In a `refresh` transaction. */
  async findRefreshToken(transaction: Transaction, tokenHash: Uint8Array): Promise<RefreshToken | undefined> {
    const { rows } = await transaction.query<RefreshToken>(
      'SELECT session_id AS "sessionId", user_id AS "userId", used_at IS NOT NULL AS used FROM refresh_tokens WHERE token_hash = $1',
      [tokenHash],
    );
    return rows[0];
  },

  /** The rest needs the user's own transaction. A new session takes the user's expired ones away, their tokens with them. */
  async createSession(transaction: Transaction, userId: string, seconds: number): Promise<string> {
    await transaction.query('DELETE FROM sessions WHERE user_id = $1 AND expires_at < now()', [userId]);
    const { rows } = await transaction.query<{ id: string }>(
      'INSERT INTO sessions (user_id, expires_at) VALUES ($1, now() + make_interval(secs => $2)) RETURNING id',
      [userId, seconds],
    );
    const [session] = rows;
    if (!session) throw new Error('INSERT … RETURNING gave no row');
    return session.id;
  },

  async addRefreshToken(transaction: Transaction, token: { hash: Uint8Array; sessionId: string; userId: string }): Promise<void> {
    await transaction.query('INSERT INTO refresh_tokens (token_hash, session_id, user_id) VALUES ($1, $2, $3)', [
      token.hash,
      token.sessionId,
      token.userId,
    ]);
  },

  /** Marks a token as used; false when somebody else did it first. */
  async spendRefreshToken(transaction: Transaction, tokenHash: Uint8Array): Promise<boolean> {
    const { rowCount } = await transaction.query('UPDATE refresh_tokens SET used_at = now() WHERE token_hash = $1 AND used_at IS NULL', [
      tokenHash,
    ]);
    return rowCount === 1;
  },

  /** The session's user while the session is neither over nor revoked. */
  async findActiveSession(transaction: Transaction, sessionId: string): Promise<User | undefined> {
    const { rows } = await transaction.query<User>(
      `SELECT users.id, users.email, users.role FROM sessions JOIN users ON users.id = sessions.user_id
       WHERE sessions.id = $1 AND sessions.revoked_at IS NULL AND sessions.expires_at > now()`,
      [sessionId],
    );
    return rows[0];
  },

  async revokeSession(transaction: Transaction, sessionId: string, because: 'signed-out' | 'token-reused'): Promise<void> {
    await transaction.query('UPDATE sessions SET revoked_at = now(), revoked_because = $2 WHERE id = $1 AND revoked_at IS NULL', [
      sessionId,
      because,
    ]);
  },
};
