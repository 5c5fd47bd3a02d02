import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ground, layGround, type TestUser } from './support/app-under-test.ts';

const TENANT_TABLES = ['users', 'sessions', 'refresh_tokens', 'documents', 'blocks', 'idempotency_keys', 'glossary_terms'];

let ground: Ground;
let app: pg.Client;
let ana: TestUser;
let ben: TestUser;
let anasDocument: string;

/** Plain SQL as the app's role: no code of ours between the test and the policies. */
async function as<T>(settings: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  await app.query('BEGIN');
  try {
    for (const [name, value] of Object.entries(settings)) await app.query('SELECT set_config($1, $2, true)', [name, value]);
    return await work();
  } finally {
    await app.query('ROLLBACK');
  }
}
const count = async (table: string): Promise<number> => Number((await app.query(`SELECT count(*) FROM ${table}`)).rows[0].count);

beforeAll(async () => {
  ground = await layGround();
  [ana, ben] = (await ground.users('user', 'user')) as [TestUser, TestUser];
  app = new pg.Client(ground.config.databaseUrl);
  await app.connect();
  anasDocument = randomUUID();
  const { admin } = ground;
  await admin.query(
    `INSERT INTO documents (id, user_id, file_name, size_bytes, lang_from, lang_to, status) VALUES ($1, $2, 'a.pdf', 1, 'en', 'es', 'ready')`,
    [anasDocument, ana.userId],
  );
  await admin.query(
    `INSERT INTO blocks (document_id, block_id, user_id, ordinal, page, box, source_text, translatable) VALUES ($1, 'b', $2, 0, 1, '{0,0,1,1}', 'x', true)`,
    [anasDocument, ana.userId],
  );
  await admin.query(`INSERT INTO idempotency_keys (user_id, key, fingerprint, document_id) VALUES ($1, 'k', '\\x00', $2)`, [
    ana.userId,
    anasDocument,
  ]);
  await admin.query(`INSERT INTO glossary_terms (user_id, lang_from, lang_to, source) VALUES ($1, 'en', 'es', 'term')`, [ana.userId]);
  await admin.query(
    `INSERT INTO refresh_tokens (token_hash, session_id, user_id) SELECT '\\xabcd', id, user_id FROM sessions WHERE user_id = $1 LIMIT 1`,
    [ana.userId],
  );
});
afterAll(async () => {
  await app?.end();
  await ground?.dispose();
});

test('every table has row security, forced, with at least one policy', async () => {
  const { rows } = await ground.admin.query(
    `SELECT relname, relrowsecurity, relforcerowsecurity, (SELECT count(*)::int FROM pg_policy WHERE polrelid = pg_class.oid) AS policies
     FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'schema_migrations' ORDER BY relname`,
  );
  expect(rows.map(({ relname }) => relname)).toEqual([...TENANT_TABLES].sort());
  for (const row of rows)
    expect(row, row.relname).toMatchObject({ relrowsecurity: true, relforcerowsecurity: true, policies: expect.any(Number) });
  expect(rows.every(({ policies }) => policies > 0)).toBe(true);
});

test("the app's role owns nothing and cannot step around the policies", async () => {
  const { rows } = await ground.admin.query(
    `SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, (SELECT count(*)::int FROM pg_class WHERE relowner = pg_roles.oid) AS owned
     FROM pg_roles WHERE rolname = 'transkeep_app'`,
  );
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, owned: 0 }]);
  await expect(as({}, () => app.query('CREATE TABLE mine ()'))).rejects.toThrow(/permission denied/);
  await expect(as({}, () => app.query('ALTER TABLE documents DISABLE ROW LEVEL SECURITY'))).rejects.toThrow(/must be owner/);
  await expect(as({}, () => app.query('SELECT FROM schema_migrations'))).rejects.toThrow(/permission denied/);
  await expect(as({ 'app.user_id': ana.userId }, () => app.query(`UPDATE users SET role = 'admin'`))).rejects.toThrow(/permission denied/);
});

test.each(TENANT_TABLES)('%s: nobody sees nothing, another user sees nothing of it, its owner does', async (table) => {
  expect(await as({}, () => count(table))).toBe(0);
  expect(await as({ 'app.user_id': '' }, () => count(table))).toBe(0);
  const ofBen = table === 'users' || table === 'sessions' ? 1 : 0;
  expect(await as({ 'app.user_id': ben.userId }, () => count(table))).toBe(ofBen);
  expect(await as({ 'app.user_id': ana.userId }, () => count(table))).toBe(1);
});

describe("another user's rows", () => {
  test.each([
    ['change a document', `UPDATE documents SET file_name = 'stolen.pdf'`],
    ['change a block', `UPDATE blocks SET translated_text = 'defaced'`],
    ['delete documents', 'DELETE FROM documents'],
    ['delete blocks', 'DELETE FROM blocks'],
    ['change a term', `UPDATE glossary_terms SET target = 'stolen'`],
    ['delete terms', 'DELETE FROM glossary_terms'],
    ['revoke sessions of others', `UPDATE sessions SET revoked_at = now() WHERE user_id <> app_user_id()`],
  ])('cannot be reached: %s', async (_name, sql) => {
    const { rowCount } = await as({ 'app.user_id': ben.userId }, () => app.query(sql));
    expect(rowCount).toBe(0);
  });

  test.each([
    [
      'a document in their name',
      `INSERT INTO documents (id, user_id, file_name, size_bytes, lang_from, lang_to) VALUES (gen_random_uuid(), $1, 'x', 1, 'en', 'es')`,
    ],
    ['a term in their name', `INSERT INTO glossary_terms (user_id, lang_from, lang_to, source) VALUES ($1, 'en', 'es', 'x')`],
    ['a session in their name', `INSERT INTO sessions (user_id, expires_at) VALUES ($1, now())`],
  ])('cannot be made: %s', async (_name, sql) => {
    await expect(as({ 'app.user_id': ben.userId }, () => app.query(sql, [ana.userId]))).rejects.toThrow(/row-level security/);
  });

  test('cannot be hung onto: a block of mine on a document of theirs', async () => {
    const sql = `INSERT INTO blocks (document_id, block_id, user_id, ordinal, page, box, source_text, translatable) VALUES ($1, 'z', $2, 0, 1, '{0,0,1,1}', 'x', true)`;
    await expect(as({ 'app.user_id': ben.userId }, () => app.query(sql, [anasDocument, ben.userId]))).rejects.toThrow(/row-level security/);
  });

  test('cannot be given away', async () => {
    await expect(as({ 'app.user_id': ana.userId }, () => app.query('UPDATE documents SET user_id = $1', [ben.userId]))).rejects.toThrow(
      /row-level security/,
    );
  });
});

describe('before there is a user', () => {
  test('sign-in sees the one account it names, to read only', async () => {
    const settings = { 'app.sign_in_email': ana.email };
    expect(await as(settings, async () => (await app.query('SELECT email FROM users')).rows)).toEqual([{ email: ana.email }]);
    expect(await as(settings, () => count('documents'))).toBe(0);
    expect(await as(settings, () => count('sessions'))).toBe(0);
  });

  test('refreshing sees the one token it holds', async () => {
    expect(await as({ 'app.refresh_token_hash': 'abcd' }, () => count('refresh_tokens'))).toBe(1);
    expect(await as({ 'app.refresh_token_hash': 'abce' }, () => count('refresh_tokens'))).toBe(0);
    expect(await as({ 'app.refresh_token_hash': 'abcd' }, () => count('sessions'))).toBe(0);
  });

  test('housekeeping sees what is over or unfinished, and can change none of it', async () => {
    const housekeeping = { 'app.housekeeping': 'on' };
    expect(await as(housekeeping, () => count('documents'))).toBe(0);
    await ground.admin.query(`UPDATE documents SET expires_at = now() - interval '1 minute' WHERE id = $1`, [anasDocument]);
    expect(await as(housekeeping, () => count('documents'))).toBe(1);
    expect(await as(housekeeping, () => count('blocks'))).toBe(0);
    for (const sql of ['DELETE FROM documents', `UPDATE documents SET status = 'ready'`]) {
      expect((await as(housekeeping, () => app.query(sql))).rowCount).toBe(0);
    }
    await ground.admin.query(`UPDATE documents SET expires_at = now() + interval '1 day' WHERE id = $1`, [anasDocument]);
  });
});
