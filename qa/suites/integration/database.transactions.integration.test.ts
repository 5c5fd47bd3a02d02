import { randomUUID } from 'node:crypto';
import { createDatabase, isUniqueViolation } from '@transkeep/app/database/database.ts';
import { migrate } from '@transkeep/app/database/migrations.ts';
import { blockRepository } from '@transkeep/app/domain/documents/block-repository.ts';
import { documentRepository } from '@transkeep/app/domain/documents/document-repository.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ground, layGround, type TestUser } from './support/app-under-test.ts';

let ground: Ground;
let ana: TestUser;

beforeAll(async () => {
  ground = await layGround();
  [ana] = (await ground.users('user')) as [TestUser];
});
afterAll(() => ground?.dispose());

const newDocument = () => ({
  documentId: randomUUID(),
  userId: ana.userId,
  fileName: 'a.pdf',
  sizeBytes: 7,
  from: 'en',
  to: 'es',
  tone: 'neutral' as const,
});

test('a failing transaction leaves nothing behind', async () => {
  const document = newDocument();
  const failing = ground.database.as({ user: ana.userId }, async (transaction) => {
    await documentRepository.insert(transaction, document);
    throw new Error('second thoughts');
  });
  await expect(failing).rejects.toThrow('second thoughts');
  expect(
    await ground.database.as({ user: ana.userId }, (transaction) => documentRepository.find(transaction, document.documentId)),
  ).toBeUndefined();
});

test('text that broken fonts yield is stored, not refused', async () => {
  const document = newDocument();
  const block = { id: 'p1b1', page: 1, box: [0, 0, 1, 1], text: 'a\0 \ud83c', tagged: '<s1>a\0</s1> \ud83c', translatable: true };
  const [stored] = await ground.database.as({ user: ana.userId }, async (transaction) => {
    await documentRepository.insert(transaction, document);
    await blockRepository.insert(transaction, document, [block]);
    const translation = { ...block, text: 'b\udf31', missedTerms: [], refused: false };
    await blockRepository.setTranslations(transaction, { ...document, revision: 0 }, [translation]);
    return blockRepository.list(transaction, document.documentId, 1);
  });
  expect(stored).toMatchObject({ sourceText: 'a \ufffd', translatedText: 'b\ufffd' });
});

test('a connection carries no user over to its next transaction', async () => {
  const single = createDatabase({ url: ground.config.databaseUrl, applicationName: 'single', poolSize: 1, onIdleError: () => {} });
  try {
    const document = newDocument();
    await single.as({ user: ana.userId }, (transaction) => documentRepository.insert(transaction, document));
    const [{ setting, seen } = { setting: undefined, seen: undefined }] = await single.as({ housekeeping: true }, async (transaction) => {
      const { rows } = await transaction.query<{ setting: string; seen: string }>(
        `SELECT current_setting('app.user_id', true) AS setting, (SELECT count(*) FROM documents WHERE id = $1 AND status = 'ready') AS seen`,
        [document.documentId],
      );
      return rows;
    });
    expect(setting).toBe('');
    expect(seen).toBe('0');
  } finally {
    await single.close();
  }
});

test('a connection that breaks in the middle of a transaction is replaced', async () => {
  const single = createDatabase({ url: ground.config.databaseUrl, applicationName: 'broken', poolSize: 1, onIdleError: () => {} });
  try {
    const broken = single.as({ user: ana.userId }, (transaction) => transaction.query('SELECT pg_terminate_backend(pg_backend_pid())'));
    await expect(broken).rejects.toThrow(/terminat/);
    expect(await single.as({ user: ana.userId }, async (transaction) => (await transaction.query('SELECT 1')).rowCount)).toBe(1);
  } finally {
    await single.close();
  }
});

test('a duplicate key is told from other failures', async () => {
  const document = newDocument();
  const insert = () => ground.database.as({ user: ana.userId }, (transaction) => documentRepository.insert(transaction, document));
  await insert();
  const twice = await insert().then(
    () => undefined,
    (error: unknown) => error,
  );
  const malformed = await ground.database
    .as({ user: ana.userId }, (transaction) => documentRepository.find(transaction, 'no uuid'))
    .then(
      () => undefined,
      (error: unknown) => error,
    );
  expect([twice, malformed, new Error('23505')].map(isUniqueViolation)).toEqual([true, false, false]);
  expect(malformed).toBeInstanceOf(Error);
});

test('who a transaction is for cannot be injected', async () => {
  const injection = `x', true), set_config('app.user_id', '${ana.userId}`;
  const seen = await ground.database.as(
    { signIn: injection },
    async (transaction) => (await transaction.query('SELECT FROM users')).rowCount,
  );
  expect(seen).toBe(0);
});

test('migrating again changes nothing', async () => {
  const { password } = new URL(ground.config.databaseUrl);
  expect(await migrate({ databaseUrl: ground.adminUrl, appPassword: password, log: () => {} })).toEqual([]);
  await ground.database.check();
});

test('the newest documents come by index, not by reading all', async () => {
  await ground.admin.query(
    `INSERT INTO documents (id, user_id, file_name, size_bytes, lang_from, lang_to, status, created_at)
     SELECT gen_random_uuid(), $1, 'a.pdf', 1, 'en', 'es', 'ready', now() - make_interval(secs => n) FROM generate_series(1, 5000) n`,
    [ana.userId],
  );
  await ground.admin.query('ANALYZE documents');
  const plan = await ground.database.as({ user: ana.userId }, async (transaction) => {
    const { rows } = await transaction.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT id FROM documents WHERE user_id = '${ana.userId}' AND (created_at, id) < (now(), '${randomUUID()}') ORDER BY created_at DESC, id DESC LIMIT 21`,
    );
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
  expect(plan).toContain('documents_newest_first');
  expect(plan).not.toContain('Seq Scan');
});
