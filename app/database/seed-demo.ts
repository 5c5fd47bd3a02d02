import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { parseConfig } from '../config/config.ts';
import { createAccessTokens } from '../domain/sessions/access-tokens.ts';
import { hashPassword } from '../domain/sessions/passwords.ts';
import { sessionRepository } from '../domain/sessions/session-repository.ts';
import { normaliseEmail, User } from '../domain/users/user.ts';
import { createDatabase } from './database.ts';

/** Reads `[{email, password, role}]` on stdin, makes or updates these users, prints `[{email, role, userId, accessToken}]`. */
const Wanted = Type.Array(
  Type.Object({ email: User.properties.email, password: Type.String({ minLength: 8 }), role: User.properties.role }),
);

const TOKEN_SECONDS = 4 * 60 * 60;

const { MIGRATION_DATABASE_URL: url } = process.env;
if (!url) {
  console.error('MIGRATION_DATABASE_URL (the owner) must be set: the app itself may not create users');
  process.exit(1);
}
const config = parseConfig(process.env);
const tokens = createAccessTokens({ secret: config.jwtSecret, issuer: config.publicUrl });
const database = createDatabase({
  url,
  applicationName: 'transkeep-seed',
  poolSize: 2,
  onIdleError: (error) => console.error(error.message),
});
try {
  const wanted = Value.Parse(Wanted, JSON.parse(await text(process.stdin)));
  const make = async ({ email: given, password, role }: (typeof wanted)[number]) => {
    const email = normaliseEmail(given);
    const passwordHash = await hashPassword(password);
    const { rows } = await database.as({ signIn: email }, (transaction) =>
      transaction.query<{ id: string }>('SELECT id FROM users WHERE email = $1', [email]),
    );
    const userId = rows[0]?.id ?? randomUUID();
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
  const made = await Promise.all(wanted.map(make));
  console.log(JSON.stringify(made));
} finally {
  await database.close();
}
