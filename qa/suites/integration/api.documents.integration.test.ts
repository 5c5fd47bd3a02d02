import { randomUUID } from 'node:crypto';
import { documentKeys } from '@transkeep/app/domain/documents/document.ts';
import { createPdfEngine } from '@transkeep/app/pdf/index.ts';
import type { RunningProcess } from '@transkeep/app/process/run-process.ts';
import type { RunningApi } from '@transkeep/app/server/start-api.ts';
import { createStorage } from '@transkeep/app/storage/index.ts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  client,
  type DocumentBody,
  finished,
  type Ground,
  layGround,
  startTestApi,
  startTestWorker,
  type TestUser,
  twoPages,
  until,
  upload,
  uploadAndFinish,
} from './support/app-under-test.ts';

// Documents are really processed here: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000 });

let ground: Ground;
let api: RunningApi;
let worker: RunningProcess;
let pdf: Buffer;
let ana: TestUser;
let ben: TestUser;

beforeAll(async () => {
  ground = await layGround();
  [api, worker, pdf] = await Promise.all([startTestApi(ground), startTestWorker(ground), twoPages()]);
  [ana, ben] = (await ground.users('user', 'user')) as [TestUser, TestUser];
});
afterAll(async () => {
  await Promise.all([api?.stop(), worker?.stop()]);
  await ground?.dispose();
});

/** One finished document for the tests that only look. */
let shared: Promise<DocumentBody> | undefined;
const readyDocument = (): Promise<DocumentBody> => (shared ??= uploadAndFinish(api, ana, pdf));

interface BlockBody {
  id: string;
  page: number;
  sourceText: string;
  translatedText: string;
  translatable: boolean;
  edited: boolean;
}
const blocksOf = async (id: string, query = ''): Promise<BlockBody[]> =>
  (await client(api).get(`/api/v1/documents/${id}/blocks${query}`).set(ana.auth).expect(200)).body.items;

test('a PDF goes from upload to download by way of review', async () => {
  const created = await upload(api, ana, pdf, { fileName: 'Jardín «2026».pdf' }).expect(201);
  expect(created.headers.location).toBe(`/api/v1/documents/${created.body.id}`);
  expect(created.body).toMatchObject({
    fileName: 'Jardín «2026».pdf',
    sizeBytes: pdf.length,
    from: 'en',
    to: 'es',
    status: 'queued',
    error: null,
  });
  expect(Date.parse(created.body.expiresAt) - Date.parse(created.body.createdAt)).toBe(24 * 60 * 60 * 1000);

  const ready = await finished(api, ana, created.body.id);
  expect(ready).toMatchObject({ status: 'ready', progress: 1, pageCount: 2, error: null });

  const blocks = await blocksOf(ready.id);
  expect(blocks.length).toBeGreaterThan(20);
  const first = blocks.find(({ translatable }) => translatable);
  if (!first) throw new Error('no translatable block');
  expect(first.translatedText).not.toBe(first.sourceText);
  expect(await blocksOf(ready.id, '?page=2')).toEqual(blocks.filter(({ page }) => page === 2));

  const before = await client(api).get(`/api/v1/documents/${ready.id}/translation`).set(ana.auth).expect(200);
  expect(before.headers['content-type']).toBe('application/pdf');
  expect(before.headers['content-disposition']).toBe(
    `attachment; filename="Jardin _2026_.es.pdf"; filename*=UTF-8''Jard%C3%ADn%20%C2%AB2026%C2%BB.es.pdf`,
  );

  const edited = await client(api)
    .patch(`/api/v1/documents/${ready.id}/blocks/${first.id}`)
    .set(ana.auth)
    .send({ translatedText: 'Palabras de una persona' })
    .expect(200);
  expect(edited.body).toMatchObject({ id: first.id, translatedText: 'Palabras de una persona', edited: true });
  expect((await finished(api, ana, ready.id)).status).toBe('ready');

  const after = await client(api).get(`/api/v1/documents/${ready.id}/translation`).set(ana.auth).buffer(true).expect(200);
  const engine = createPdfEngine({ processes: 1 });
  try {
    const { blocks: written } = await engine.extract(after.body, {});
    expect(written.map(({ text }) => text).join(' ')).toContain('Palabras de una persona');
  } finally {
    await engine.close();
  }
});

test('the original comes back to the byte', async () => {
  const { body } = await upload(api, ana, pdf).expect(201);
  const original = await client(api).get(`/api/v1/documents/${body.id}/original`).set(ana.auth).buffer(true).expect(200);
  expect(pdf.equals(original.body)).toBe(true);
});

test('before there is a translation its download is not ready, and so is an edit', async () => {
  const documentId = randomUUID();
  await ground.admin.query(
    `INSERT INTO documents (id, user_id, file_name, size_bytes, lang_from, lang_to, status) VALUES ($1, $2, 'a.pdf', 1, 'en', 'es', 'failed')`,
    [documentId, ana.userId],
  );
  await ground.admin.query(
    `INSERT INTO blocks (document_id, block_id, user_id, ordinal, page, box, source_text, translatable)
     VALUES ($1, 'p1b1', $2, 0, 1, '{0,0,1,1}', 'words', true), ($1, 'p1b2', $2, 1, 1, '{0,0,1,1}', '42', false)`,
    [documentId, ana.userId],
  );
  const download = await client(api).get(`/api/v1/documents/${documentId}/translation`).set(ana.auth).expect(409);
  expect(download.body.code).toBe('not-ready');
  const edit = (id: string) =>
    client(api).patch(`/api/v1/documents/${documentId}/blocks/${id}`).set(ana.auth).send({ translatedText: 'x' });
  expect((await edit('p1b1').expect(409)).body.code).toBe('not-ready');
  expect((await edit('p1b2').expect(409)).body.code).toBe('not-editable');
  expect((await edit('p9b9').expect(404)).body.code).toBe('not-found');
});

test('deleting removes rows and objects', async () => {
  const { id } = await uploadAndFinish(api, ana, pdf);
  await client(api).delete(`/api/v1/documents/${id}`).set(ana.auth).expect(204);
  for (const path of ['', '/blocks', '/original', '/translation', '/events']) {
    expect((await client(api).get(`/api/v1/documents/${id}${path}`).set(ana.auth).expect(404)).body.code).toBe('not-found');
  }
  const { rows } = await ground.admin.query('SELECT FROM blocks WHERE document_id = $1', [id]);
  expect(rows).toHaveLength(0);
  await client(api).delete(`/api/v1/documents/${id}`).set(ana.auth).expect(404);
});

test('a file asked for while its document is being deleted is not found', async () => {
  const { id } = await uploadAndFinish(api, ana, pdf);
  const storage = createStorage(ground.config.storage);
  const deletion = await ground.admin.connect();
  try {
    await deletion.query('BEGIN');
    await deletion.query('DELETE FROM documents WHERE id = $1', [id]);
    await storage.delete([documentKeys.original({ documentId: id, userId: ana.userId })]);
    const download = client(api).get(`/api/v1/documents/${id}/original`).set(ana.auth).expect(404).then();
    const waiting = async () => (await ground.admin.query('SELECT FROM pg_locks WHERE NOT granted')).rows.length;
    await until(waiting, (count) => count > 0);
    await deletion.query('COMMIT');
    expect((await download).body.code).toBe('not-found');
  } finally {
    deletion.release(true);
    await storage.close();
  }
});

describe('what is not a document we take', () => {
  test('not a PDF, whatever it says it is', async () => {
    const answer = await upload(api, ana, Buffer.from('<html>%PD F-</html>')).expect(415);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'not-a-pdf', status: 415, requestId: answer.headers['x-request-id'] });
  });

  test('an empty file', async () => {
    expect((await upload(api, ana, Buffer.alloc(0)).expect(415)).body.code).toBe('not-a-pdf');
  });

  test('larger than the limit, declared or streamed', async () => {
    const large = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(1024 * 1024)]);
    expect((await upload(api, ana, large).expect(413)).body.code).toBe('too-large');
    const boundary = 'b';
    const form = [field(boundary, 'from', 'en'), field(boundary, 'to', 'es'), fileHead(boundary)].join('');
    const streamed = client(api)
      .post('/api/v1/documents')
      .set(ana.auth)
      .set('content-type', `multipart/form-data; boundary=${boundary}`)
      .set('transfer-encoding', 'chunked');
    streamed.write(form);
    streamed.write(large);
    streamed.write(large);
    expect((await streamed).status).toBe(413);
  });

  test('a language we do not have', async () => {
    expect((await upload(api, ana, pdf, { to: 'ja' }).expect(422)).body.code).toBe('unsupported-language');
  });

  test('a form that is not as documented', async () => {
    const without = await client(api).post('/api/v1/documents').set(ana.auth).field('to', 'es').attach('file', pdf, 'a.pdf').expect(400);
    expect(without.body).toMatchObject({ code: 'invalid-request', detail: expect.stringContaining('from') });
    await client(api).post('/api/v1/documents').set(ana.auth).field('from', 'en').field('to', 'es').expect(400);
    expect((await client(api).post('/api/v1/documents').set(ana.auth).send({ from: 'en' })).status).toBe(400);
    await client(api)
      .post('/api/v1/documents')
      .set(ana.auth)
      .field('from', 'en')
      .field('x', 'y')
      .field('z', 'y')
      .attach('file', pdf, 'a.pdf')
      .expect((answer) => {
        if (answer.status < 400 || answer.status >= 500) throw new Error(`status ${answer.status}`);
      });
  });

  test('nothing of a refused upload is kept', async () => {
    const [lea] = (await ground.users('user')) as [TestUser];
    await upload(api, lea, Buffer.from('not a pdf at all')).expect(415);
    await upload(api, lea, pdf, { to: 'ja' }).expect(422);
    expect((await client(api).get('/api/v1/documents').set(lea.auth).expect(200)).body).toEqual({ items: [], nextCursor: null });
  });

  test('a PDF that only looks like one fails with a code and a sentence', async () => {
    const broken = await uploadAndFinish(api, ana, Buffer.from('%PDF-1.7\nand then nothing that makes sense'));
    expect(broken.status).toBe('failed');
    expect(broken.error?.code).toMatch(/^(damaged|not-a-pdf)$/);
    expect(broken.error?.message).toMatch(/PDF/);
  });
});

describe('Idempotency-Key', () => {
  test('the same upload again is the same document', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await upload(api, ana, pdf, { headers }).expect(201);
    const again = await upload(api, ana, pdf, { headers }).expect(201);
    expect(again.body.id).toBe(first.body.id);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(first.headers['idempotency-replayed']).toBeUndefined();
  });

  test('sent twice at once, there is one document', async () => {
    const [max] = (await ground.users('user')) as [TestUser];
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => upload(api, max, pdf, { headers }).expect(201)));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await client(api).get('/api/v1/documents').set(max.auth)).body.items).toHaveLength(1);
  });

  test('for another upload it is refused; for another user it means nothing', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await upload(api, ana, pdf, { headers }).expect(201);
    expect((await upload(api, ana, pdf, { headers, fileName: 'other.pdf' }).expect(422)).body.code).toBe('idempotency-key-reused');
    const other = await upload(api, ben, pdf, { headers }).expect(201);
    expect(other.body.id).not.toBe(first.body.id);
  });

  test('must be printable', async () => {
    expect((await upload(api, ana, pdf, { headers: { 'idempotency-key': 'a b' } }).expect(400)).body.code).toBe('invalid-request');
  });
});

test('the list is paged, newest first, each document once', async () => {
  const [pia] = (await ground.users('user')) as [TestUser];
  const created: string[] = [];
  for (let index = 0; index < 5; index++) created.unshift((await upload(api, pia, pdf, { fileName: `${index}.pdf` }).expect(201)).body.id);
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body } = await client(api).get(`/api/v1/documents?limit=2${query}`).set(pia.auth).expect(200);
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.nextCursor;
  }
  expect(seen).toEqual(created);
  expect((await client(api).get('/api/v1/documents?cursor=zzz').set(pia.auth).expect(400)).body.code).toBe('invalid-request');
  const badLimit = await client(api).get('/api/v1/documents?limit=0').set(pia.auth).expect(400);
  expect(badLimit.body.errors).toEqual([{ path: 'querystring/limit', message: expect.any(String) }]);
});

test("another user's document answers like a missing one, on every operation", async () => {
  const { id } = await readyDocument();
  const block = (await blocksOf(id)).find(({ translatable }) => translatable)?.id ?? '';
  const missing = randomUUID();
  const attempts = [
    (which: string) => client(api).get(`/api/v1/documents/${which}`),
    (which: string) => client(api).get(`/api/v1/documents/${which}/blocks`),
    (which: string) => client(api).get(`/api/v1/documents/${which}/original`),
    (which: string) => client(api).get(`/api/v1/documents/${which}/translation`),
    (which: string) => client(api).get(`/api/v1/documents/${which}/events`),
    (which: string) => client(api).patch(`/api/v1/documents/${which}/blocks/${block}`).send({ translatedText: 'mine' }),
    (which: string) => client(api).delete(`/api/v1/documents/${which}`),
  ];
  for (const attempt of attempts) {
    const theirs = await attempt(id).set(ben.auth).expect(404);
    const none = await attempt(missing).set(ben.auth).expect(404);
    const { requestId: _a, ...theirBody } = theirs.body;
    const { requestId: _b, ...noBody } = none.body;
    expect(theirBody).toEqual(noBody);
  }
  expect((await client(api).get(`/api/v1/documents/${id}`).set(ana.auth).expect(200)).body.status).toBe('ready');
});

test('events tell each step until the document is done', async () => {
  const { body } = await upload(api, ana, pdf).expect(201);
  const answer = await client(api).get(`/api/v1/documents/${body.id}/events`).set(ana.auth).buffer(true).expect(200);
  expect(answer.headers['content-type']).toContain('text/event-stream');
  const documents = answer.text
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => JSON.parse(line.slice(6)));
  expect(documents.at(-1)).toMatchObject({ id: body.id, status: 'ready', progress: 1 });
  const progress = documents.map((document) => document.progress);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
});

test('the edited text may not hold what no page can hold', async () => {
  const { id } = await readyDocument();
  const block = (await blocksOf(id)).find(({ translatable }) => translatable)?.id ?? '';
  for (const body of [
    { translatedText: 'a\u0000b' },
    { translatedText: '' },
    { translatedText: 'x'.repeat(20_001) },
    { translatedText: 1 },
    {},
    { translatedText: 'x', edited: false },
  ]) {
    const answer = await client(api).patch(`/api/v1/documents/${id}/blocks/${block}`).set(ana.auth).send(body).expect(400);
    expect(answer.body.code).toBe('invalid-request');
  }
});

test('many edits at once end with all of them in one rendering', async () => {
  const { id } = await uploadAndFinish(api, ana, pdf);
  const targets = (await blocksOf(id)).filter(({ translatable }) => translatable).slice(0, 6);
  await Promise.all(
    targets.map((block, index) =>
      client(api)
        .patch(`/api/v1/documents/${id}/blocks/${block.id}`)
        .set(ana.auth)
        .send({ translatedText: `Edición ${index}` })
        .expect(200),
    ),
  );
  await finished(api, ana, id);
  const { rows } = await until(
    () => ground.admin.query('SELECT revision, rendered_revision FROM documents WHERE id = $1', [id]),
    ({ rows: [row] }) => row.revision === row.rendered_revision,
  );
  expect(rows[0].revision).toBe(6);
  expect((await blocksOf(id)).filter(({ edited }) => edited)).toHaveLength(6);
  await client(api).get(`/api/v1/documents/${id}/translation`).set(ana.auth).expect(200);
});

function field(boundary: string, name: string, value: string): string {
  return `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
}

function fileHead(boundary: string): string {
  return `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n`;
}
