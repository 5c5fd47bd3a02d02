import { text } from 'node:stream/consumers';
import { Value } from 'typebox/value';
import { parseConfig } from '../config/config.ts';
import { createAccessTokens } from '../domain/sessions/access-tokens.ts';
import { createDatabase } from './database.ts';
import { DemoUsers, seedDemoUsers } from './demo-users.ts';

// Reads `[{email, password, role}]` on stdin, prints `[{email, role, userId, accessToken}]`.
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
  poolSize: 4,
  onIdleError: (error) => console.error(error.message),
});
try {
  const users = Value.Parse(DemoUsers, JSON.parse(await text(process.stdin)));
  console.log(JSON.stringify(await seedDemoUsers(database, tokens, users)));
} finally {
  await database.close();
}
