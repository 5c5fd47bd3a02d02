import { randomUUID } from 'node:crypto';
import { connectRedis, type Redis } from '@transkeep/app/database/redis.ts';
import { createExtractionCache, type ExtractionCache } from '@transkeep/app/domain/documents/extraction-cache.ts';
import { createHousekeeping } from '@transkeep/app/domain/documents/housekeeping.ts';
import { createDocumentProcessing, type DocumentProcessing } from '@transkeep/app/domain/documents/process-document.ts';
import { createPdfEngine, extractionVersion, type PdfEngine } from '@transkeep/app/pdf/index.ts';
import type { RunningApi } from '@transkeep/app/server/start-api.ts';
import { createStorage, ObjectNotFoundError, type ObjectStorage, readObject } from '@transkeep/app/storage/index.ts';
import { createLogger } from '@transkeep/app/telemetry/logger.ts';
import { NO_METRICS } from '@transkeep/app/telemetry/metrics.ts';
import {
  createTranslationEngine,
  createTranslator,
  NO_CACHE,
  type TranslationEngine,
  TranslationError,
} from '@transkeep/app/translation/index.ts';
import { startJobRunner } from '@transkeep/app/worker/job-runner.ts';
import { type JobHandler, jobHandler, LaterError } from '@transkeep/app/worker/jobs/job-handler.ts';
import { translateDocument } from '@transkeep/app/worker/jobs/translate-document/handler.ts';
import { createDocumentPublisher } from '@transkeep/app/worker/queue/document-events.ts';
import { createQueues, type Queues } from '@transkeep/app/worker/queue/queues.ts';
import { Queue } from 'bullmq';
import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { client, type Ground, layGround, startTestApi, type TestUser, twoPages, until, upload } from './support/app-under-test.ts';

// Documents are really processed here: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000 });

let ground: Ground;
let api: RunningApi;
let redis: Redis;
let queues: Queues;
let storage: ObjectStorage;
let pdfEngine: PdfEngine;
let cacheRedis: Redis;
let extractionCache: ExtractionCache;
let ana: TestUser;
let pdf: Buffer;
const never = new AbortController().signal;
const logger = createLogger({ service: 'test', level: 'silent' });

beforeAll(async () => {
  ground = await layGround();
  redis = await connectRedis({ url: ground.config.queueRedisUrl, connectionName: 'test', mode: 'patient', onError: () => {} });
  queues = createQueues(redis);
  storage = createStorage(ground.config.storage);
  pdfEngine = createPdfEngine({ processes: 2 });
  cacheRedis = await connectRedis({ url: ground.config.cacheRedisUrl, connectionName: 'test', mode: 'fail-fast', onError: () => {} });
  const onAway = (error: unknown) => expect.unreachable(String(error));
  extractionCache = createExtractionCache({ redis: cacheRedis, secret: ground.config.jwtSecret, version: extractionVersion(), onAway });
  [api, pdf] = await Promise.all([startTestApi(ground), twoPages()]);
  [ana] = (await ground.users('user')) as [TestUser];
});
afterAll(async () => {
  await Promise.all([api?.stop(), pdfEngine?.close(), queues?.close(), storage?.close()]);
  redis?.disconnect();
  cacheRedis?.disconnect();
  await ground?.dispose();
});

function processing(translation: TranslationEngine = createTranslationEngine('pseudo'), pdf: PdfEngine = pdfEngine): DocumentProcessing {
  return createDocumentProcessing({
    database: ground.database,
    storage,
    pdfEngine: pdf,
    extractionCache,
    translator: createTranslator({ engine: translation, cache: NO_CACHE, usdPerMillionCharacters: 0 }),
    metrics: NO_METRICS,
    events: createDocumentPublisher(redis),
    jobs: queues,
  });
}

/** The engine, and what was asked of it. */
function watchedEngine() {
  const [extracted, rendered]: [Uint8Array[], (readonly number[] | undefined)[]] = [[], []];
  const engine: PdfEngine = {
    extract(bytes, options) {
      extracted.push(bytes);
      return pdfEngine.extract(bytes, options);
    },
    render(bytes, translations, options) {
      rendered.push(options.onlyPages);
      return pdfEngine.render(bytes, translations, options);
    },
    close: async () => {},
  };
  return { engine, extracted, rendered };
}

/** Uploaded, its job taken out of the queue: the test is the worker. */
async function uploaded(user: TestUser = ana): Promise<{ documentId: string; userId: string }> {
  const { body } = await upload(api, user, pdf).expect(201);
  return { documentId: body.id, userId: user.userId };
}

async function rowsOf(documentId: string) {
  const blocks = await ground.admin.query(
    'SELECT block_id, source_text, translated_text, edited FROM blocks WHERE document_id = $1 ORDER BY ordinal',
    [documentId],
  );
  const documents = await ground.admin.query(
    'SELECT status, progress, revision, rendered_revision, page_count, block_count FROM documents WHERE id = $1',
    [documentId],
  );
  return { blocks: blocks.rows, document: documents.rows[0] };
}

describe('a translation job', () => {
  test('that runs twice in a row changes nothing the second time', async () => {
    const ref = await uploaded();
    await processing().translate(ref, never);
    const once = await rowsOf(ref.documentId);
    await processing().translate(ref, never);
    expect(await rowsOf(ref.documentId)).toEqual(once);
    expect(once.document).toMatchObject({ status: 'ready', progress: 1, rendered_revision: 0, block_count: once.blocks.length });
  });

  test('that runs twice at the same time doubles nothing', async () => {
    const ref = await uploaded();
    await Promise.all([processing().translate(ref, never), processing().translate(ref, never)]);
    const { blocks, document } = await rowsOf(ref.documentId);
    expect(document).toMatchObject({ status: 'ready', block_count: blocks.length });
    expect(new Set(blocks.map(({ block_id }) => block_id)).size).toBe(blocks.length);
  });

  test('that runs again from a crash replaces what was found before', async () => {
    const ref = await uploaded();
    await processing().translate(ref, never);
    const findings = { notes: [], kept: [{ page: 2, reason: 'page-failed' }] };
    await ground.admin.query("UPDATE documents SET status = 'processing', rendered_revision = NULL, findings = $2 WHERE id = $1", [
      ref.documentId,
      findings,
    ]);
    const warnings = async () => (await client(api).get(`/api/v1/documents/${ref.documentId}`).set(ana.auth).expect(200)).body.warnings;
    expect(await warnings()).toEqual(['Some pages could not be read; they stay as they are: 2.']);
    await processing().translate(ref, never);
    expect(await warnings()).toEqual([]);
  });

  test('cut off in the middle goes on where it was', async () => {
    const ref = await uploaded();
    const pseudo = createTranslationEngine('pseudo');
    let calls = 0;
    const failing: TranslationEngine = {
      ...pseudo,
      translate(texts, options) {
        calls++;
        if (calls > 4) throw new TranslationError('the engine is gone');
        return pseudo.translate(texts, options);
      },
    };
    await expect(processing(failing).translate(ref, never)).rejects.toThrow('the engine is gone');
    const half = await rowsOf(ref.documentId);
    const kept = half.blocks.filter(({ translated_text }) => translated_text !== null).length;
    expect(kept).toBeGreaterThanOrEqual(40);
    expect(half.document.status).toBe('processing');

    let asked = 0;
    const counting: TranslationEngine = {
      ...pseudo,
      translate(texts, options) {
        asked += texts.length;
        return pseudo.translate(texts, options);
      },
    };
    await processing(counting).translate(ref, never);
    const { blocks, document } = await rowsOf(ref.documentId);
    expect(document.status).toBe('ready');
    expect(asked).toBeLessThanOrEqual(blocks.length - kept);
  });

  test('for a document deleted meanwhile leaves nothing behind', async () => {
    const ref = await uploaded();
    const pseudo = createTranslationEngine('pseudo');
    const deleting: TranslationEngine = {
      ...pseudo,
      async translate(texts, options) {
        await client(api).delete(`/api/v1/documents/${ref.documentId}`).set(ana.auth);
        return pseudo.translate(texts, options);
      },
    };
    await processing(deleting).translate(ref, never);
    expect(await rowsOf(ref.documentId)).toEqual({ blocks: [], document: undefined });
    await expect(storage.get(`documents/${ana.userId}/${ref.documentId}/translation-0.pdf`)).rejects.toThrow(ObjectNotFoundError);
  });

  test('never overwrites what a person wrote', async () => {
    const ref = await uploaded();
    await processing().translate(ref, never);
    const block = (await rowsOf(ref.documentId)).blocks.find(({ translated_text }) => translated_text !== null)?.block_id;
    await client(api)
      .patch(`/api/v1/documents/${ref.documentId}/blocks/${block}`)
      .set(ana.auth)
      .send({ translatedText: 'A mano' })
      .expect(200);
    await processing().translate(ref, never);
    const after = await rowsOf(ref.documentId);
    expect(after.blocks.find(({ block_id }) => block_id === block)).toMatchObject({ translated_text: 'A mano', edited: true });
    expect(after.document).toMatchObject({ status: 'ready', revision: 1, rendered_revision: 1 });
    await expect(storage.get(`documents/${ana.userId}/${ref.documentId}/translation-0.pdf`)).rejects.toThrow(ObjectNotFoundError);
  });

  test('after an edit renders that page only, into the stored file; all of it where that file is gone', async () => {
    const ref = await uploaded();
    const { engine, rendered } = watchedEngine();
    const job = processing(undefined, engine);
    await job.translate(ref, never);
    const { rows } = await ground.admin.query<{ block_id: string; page: number }>(
      'SELECT block_id, page FROM blocks WHERE document_id = $1 AND translatable ORDER BY ordinal',
      [ref.documentId],
    );
    const onPage = (page: number) => rows.find((row) => row.page === page)?.block_id;
    const edit = async (block: string | undefined, translatedText: string, revision: number) => {
      const path = `/api/v1/documents/${ref.documentId}/blocks/${block}`;
      await client(api).patch(path).set(ana.auth).send({ translatedText }).expect(200);
      await job.render({ ...ref, revision }, never);
      const stored = await readObject(storage, `documents/${ana.userId}/${ref.documentId}/translation-${revision}.pdf`, never);
      return (await pdfEngine.extract(stored, {})).blocks.map(({ text }) => text).join('\n');
    };
    expect(await edit(onPage(2), 'Palabras nuevas', 1)).toContain('Palabras nuevas');
    await storage.delete([`documents/${ana.userId}/${ref.documentId}/translation-1.pdf`]);
    const two = await edit(onPage(1), 'Otras palabras', 2);
    for (const words of ['Palabras nuevas', 'Otras palabras']) expect(two).toContain(words);
    expect(rendered).toEqual([undefined, [2], undefined]);
  });

  test('reads the same file of the same user once: not for another user, nor after its document is deleted', async () => {
    const [eva, leo] = (await ground.users('user', 'user')) as [TestUser, TestUser];
    const { engine, extracted } = watchedEngine();
    const job = processing(undefined, engine);
    const done = async (user: TestUser) => {
      const ref = await uploaded(user);
      await job.translate(ref, never);
      return { ref, rows: await rowsOf(ref.documentId) };
    };
    const first = await done(eva);
    const second = await done(eva);
    expect(extracted).toHaveLength(1);
    expect(second.rows).toEqual(first.rows);
    await done(leo);
    expect(extracted).toHaveLength(2);
    await client(api).delete(`/api/v1/documents/${first.ref.documentId}`).set(eva.auth).expect(204);
    const third = await done(eva);
    expect(extracted).toHaveLength(3);
    expect(third.rows).toEqual(first.rows);
  });

  test('whose rendering a newer edit overtook throws its own away', async () => {
    const ref = await uploaded();
    await processing().translate(ref, never);
    await ground.admin.query('UPDATE documents SET revision = 5 WHERE id = $1', [ref.documentId]);
    await processing().render({ ...ref, revision: 4 }, never);
    expect((await rowsOf(ref.documentId)).document.rendered_revision).toBe(0);
    await processing().render({ ...ref, revision: 5 }, never);
    expect((await rowsOf(ref.documentId)).document).toMatchObject({ status: 'ready', rendered_revision: 5 });
    await processing().render({ ...ref, revision: 5 }, never);
  });

  test('with the data of another user does nothing to anybody', async () => {
    const [ben] = (await ground.users('user')) as [TestUser];
    const ref = await uploaded();
    await processing().translate({ ...ref, userId: ben.userId }, never);
    expect((await rowsOf(ref.documentId)).document.status).toBe('queued');
  });

  test('added twice is one job; a failed one is replaced', async () => {
    const ref = { documentId: randomUUID(), userId: ana.userId };
    const queue = new Queue('translate-document', { connection: redis });
    try {
      await queues.translate(ref);
      await queues.translate(ref);
      const waiting = await queue.getJobs(['wait']);
      expect(waiting.filter(({ data }) => data.documentId === ref.documentId)).toHaveLength(1);
    } finally {
      await queue.close();
    }
  });
});

describe('the job runner', () => {
  const Payload = Type.Object({ n: Type.Integer() });
  const withRunner = async (handler: JobHandler, work: (queue: Queue) => Promise<void>): Promise<void> => {
    const queue = new Queue(handler.queue, { connection: redis });
    const runner = await startJobRunner({ connection: redis, handlers: [handler], scheduled: [], concurrency: 1, logger });
    try {
      await work(queue);
    } finally {
      await runner.stop();
      await queue.close();
    }
  };

  test('tries again after an error, then gives up once', async () => {
    let runs = 0;
    const givenUp: unknown[] = [];
    const handler = jobHandler({
      queue: `test-${randomUUID()}`,
      payload: Payload,
      async run() {
        runs++;
        throw new Error('unexpected');
      },
      giveUp: async (payload) => void givenUp.push(payload),
    });
    await withRunner(handler, async (queue) => {
      const job = await queue.add('x', { n: 1 }, { attempts: 3, backoff: 10 });
      await until(() => job.isFailed(), Boolean);
    });
    expect(runs).toBe(3);
    expect(givenUp).toEqual([{ n: 1 }]);
  });

  test('that must wait comes back by itself, with all its tries', async () => {
    let runs = 0;
    const handler = jobHandler({
      queue: `test-${randomUUID()}`,
      payload: Payload,
      async run() {
        if (++runs < 3) throw new LaterError(20);
      },
      giveUp: async () => expect.unreachable(),
    });
    await withRunner(handler, async (queue) => {
      const job = await queue.add('x', { n: 1 }, { attempts: 1 });
      await until(() => job.isCompleted(), Boolean);
      expect((await queue.getJob(job.id ?? ''))?.attemptsMade).toBe(1);
    });
    expect(runs).toBe(3);
  });

  test('never runs a payload that is not as declared', async () => {
    let runs = 0;
    const handler = jobHandler({ queue: `test-${randomUUID()}`, payload: Payload, run: async () => void runs++ });
    await withRunner(handler, async (queue) => {
      const job = await queue.add('x', { n: 'one' });
      await until(() => job.isFailed(), Boolean);
    });
    expect(runs).toBe(0);
  });

  test('hands a running job back when it stops: untouched, no attempt lost, at once', async () => {
    const queueName = `test-${randomUUID()}`;
    let started = 0;
    const waiting = jobHandler({
      queue: queueName,
      payload: Payload,
      run: (_payload, { signal }) => {
        started++;
        return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      },
    });
    const queue = new Queue(queueName, { connection: redis });
    const first = await startJobRunner({ connection: redis, handlers: [waiting], scheduled: [], concurrency: 1, logger });
    const job = await queue.add('x', { n: 1 }, { attempts: 1 });
    await until(
      async () => started,
      (count) => count === 1,
    );
    const stopStarted = performance.now();
    await first.stop();
    expect(performance.now() - stopStarted).toBeLessThan(3000);
    expect(await job.isWaiting()).toBe(true);
    await queue.close();

    let done = 0;
    await withRunner(jobHandler({ queue: queueName, payload: Payload, run: async () => void done++ }), async () => {
      await until(() => job.isCompleted(), Boolean);
    });
    expect(done).toBe(1);
  });

  test('schedules housekeeping once, however many workers start', async () => {
    const queueName = `test-${randomUUID()}`;
    let runs = 0;
    const handler = jobHandler({ queue: queueName, payload: Type.Object({}), run: async () => void runs++ });
    const options = { connection: redis, handlers: [], scheduled: [{ handler, everyMs: 3_600_000 }], concurrency: 1, logger };
    const runners = [await startJobRunner(options), await startJobRunner(options)];
    const queue = new Queue(queueName, { connection: redis });
    try {
      await until(
        async () => runs,
        (count) => count >= 1,
      );
      expect(await queue.getJobSchedulersCount()).toBe(1);
    } finally {
      await Promise.all(runners.map((runner) => runner.stop()));
      await queue.close();
    }
  });
});

test('a refusal of the engine fails the document, not the job', async () => {
  const { body } = await upload(api, ana, Buffer.from('%PDF-1.7\nnonsense')).expect(201);
  const ref = { documentId: body.id, userId: ana.userId };
  await translateDocument(processing()).run(ref, { signal: never, logger });
  const failed = await client(api).get(`/api/v1/documents/${body.id}`).set(ana.auth).expect(200);
  expect(failed.body).toMatchObject({ status: 'failed', error: { code: expect.stringMatching(/^(damaged|not-a-pdf)$/) } });
});

test('a document given up says so without saying why', async () => {
  const ref = await uploaded();
  await translateDocument(processing()).giveUp?.(ref, new Error('secret detail'));
  const failed = await client(api).get(`/api/v1/documents/${ref.documentId}`).set(ana.auth).expect(200);
  expect(failed.body).toMatchObject({ status: 'failed', error: { code: 'internal', message: expect.not.stringContaining('secret') } });
});

test('documents whose day is over are deleted with their objects; others stay', async () => {
  const [old, young] = [await uploaded(), await uploaded()];
  await processing().translate(old, never);
  await ground.admin.query(`UPDATE documents SET expires_at = now() - interval '1 second' WHERE id = $1`, [old.documentId]);
  const housekeeping = createHousekeeping({ database: ground.database, storage, jobs: queues, caches: [] });
  expect(await housekeeping.deleteExpired()).toBe(1);
  expect(await rowsOf(old.documentId)).toEqual({ blocks: [], document: undefined });
  for (const name of ['original', 'translation-0']) {
    await expect(storage.get(`documents/${ana.userId}/${old.documentId}/${name}.pdf`)).rejects.toThrow(ObjectNotFoundError);
  }
  await storage.get(`documents/${ana.userId}/${young.documentId}/original.pdf`).then(({ body }) => body.destroy());
});
