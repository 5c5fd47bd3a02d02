import { readFile } from 'node:fs/promises';
import { connectRedis, type Redis } from '@transkeep/app/database/redis.ts';
import type { RunningProcess } from '@transkeep/app/process/run-process.ts';
import type { RunningApi } from '@transkeep/app/server/start-api.ts';
import { plainText } from '@transkeep/app/text/tagged-text.ts';
import { type Answer, type LoopbackServer, startLoopbackServer } from '@transkeep/app/translation/testing/loopback-server.ts';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  client,
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

// A whole API and worker, with a translation service that we make fail. Documents are really processed.
vi.setConfig({ testTimeout: 90_000 });

let ground: Ground;
let api: RunningApi;
let worker: RunningProcess;
let service: LoopbackServer;
let cache: Redis;
let queueRedis: Redis;
let pdf: Buffer;
let ana: TestUser;
/** What the service answers instead of translating. */
let instead: Answer | undefined;
/** A text that it refuses, and with it all that it is asked for in the same request. */
let refused: string | undefined;
/** Texts that it was asked for, with the tone that it was told. */
let asked: { text: string; tone: string }[] = [];

beforeAll(async () => {
  service = await startLoopbackServer(({ body }) => {
    if (instead) return instead;
    const [{ content: system }, { content: user }] = JSON.parse(body).messages;
    const tone = ['formally', 'informally'].find((word) => system.includes(` ${word}`)) ?? 'neutral';
    const blocks = Object.entries<string>(JSON.parse(user));
    if (blocks.some(([, text]) => refused && plainText(text).includes(refused))) return { status: 400, body: {} };
    asked.push(...blocks.map(([, text]) => ({ text, tone })));
    const content = JSON.stringify(Object.fromEntries(blocks.map(([key, text]) => [key, `${text} ${tone}`])));
    return { body: { choices: [{ message: { content }, finish_reason: 'stop' }] } };
  });
  ground = await layGround({
    TRANSLATION_ENGINE: 'openai-compatible',
    CHAT_API_URL: service.url,
    CHAT_MODEL: 'test',
    CHAT_LANGUAGES: 'en,es',
    TRANSLATION_USD_PER_MILLION_CHARACTERS: '20',
  });
  const connect = (url: string) => connectRedis({ url, connectionName: 'test', mode: 'patient', onError: () => {} });
  [cache, queueRedis] = await Promise.all([connect(ground.config.cacheRedisUrl), connect(ground.config.queueRedisUrl)]);
  [api, worker, pdf] = await Promise.all([startTestApi(ground), startTestWorker(ground), twoPages()]);
});
afterAll(async () => {
  await Promise.all([api?.stop(), worker?.stop()]);
  for (const redis of [cache, queueRedis]) redis?.disconnect();
  await service?.[Symbol.asyncDispose]();
  await ground?.dispose();
});
beforeEach(async () => {
  instead = undefined;
  refused = undefined;
  asked = [];
  [ana] = (await ground.users('user')) as [TestUser];
});

const documentOf = async (user: TestUser, id: string) => (await client(api).get(`/api/v1/documents/${id}`).set(user.auth).expect(200)).body;
const blocksOf = async (
  user: TestUser,
  id: string,
): Promise<{ id: string; page: number; sourceText: string; translatedText: string; translatable: boolean }[]> =>
  (await client(api).get(`/api/v1/documents/${id}/blocks`).set(user.auth).expect(200)).body.items;
const cacheKeys = (): Promise<string[]> => cache.keys('translation*');

test('while the service asks for a pause the document waits, and no try is lost', async () => {
  instead = { status: 429, headers: { 'retry-after': '6' }, body: {} };
  const { body } = await upload(api, ana, pdf).expect(201);
  const waiting = await until(
    () => documentOf(ana, body.id),
    ({ waitingFor }) => waitingFor !== null,
  );
  expect(waiting).toMatchObject({ status: 'processing', waitingFor: 'translation-service', error: null });
  const queue = new Queue('translate-document', { connection: queueRedis });
  try {
    const job = await queue.getJob(`translate-${body.id}`);
    expect(await job?.getState()).toBe('delayed');
    expect(job?.attemptsMade).toBe(0);
  } finally {
    await queue.close();
  }
  const requestsMeanwhile = service.requests.length;
  instead = undefined;
  expect(await finished(api, ana, body.id)).toMatchObject({ status: 'ready', waitingFor: null });
  expect(requestsMeanwhile).toBeLessThan(6);
});

describe('a service that refuses', () => {
  test('a text leaves it in its language, which is said until a person translates it; the others are translated', async () => {
    const [ben] = (await ground.users('user')) as [TestUser];
    const before = await blocksOf(ben, (await uploadAndFinish(api, ben, pdf)).id);
    const text = before.findLast(({ translatable, sourceText }) => translatable && sourceText.length > 40);
    refused = text?.sourceText ?? expect.unreachable('a text to refuse');
    const { id, status } = await uploadAndFinish(api, ana, pdf);
    const { warnings } = await documentOf(ana, id);
    expect({ status, warnings }).toEqual({
      status: 'ready',
      warnings: [`Some pages hold text that the translation service refuses; it stays in the original language: ${text?.page}.`],
    });
    const blocks = (await blocksOf(ana, id)).filter(({ translatable }) => translatable);
    expect(blocks.map(({ translatedText }) => translatedText)).toEqual(
      blocks.map(({ sourceText }) => (sourceText === refused ? sourceText : `${sourceText} neutral`)),
    );
    await client(api).patch(`/api/v1/documents/${id}/blocks/${text?.id}`).set(ana.auth).send({ translatedText: 'A mano' }).expect(200);
    await finished(api, ana, id);
    expect((await documentOf(ana, id)).warnings).toEqual([]);
  });

  test('whatever it is asked ends the document, with the reason', async () => {
    instead = { status: 404, body: {} };
    const { status, error } = await uploadAndFinish(api, ana, pdf);
    expect({ status, error }).toEqual({
      status: 'failed',
      error: { code: 'translation-refused', message: 'The translation service refuses to translate this document.' },
    });
  });
});

describe('the cache', () => {
  test('spares the same user the same texts, and counts both', async () => {
    const first = await uploadAndFinish(api, ana, pdf);
    const askedFirst = asked.length;
    const second = await uploadAndFinish(api, ana, pdf);
    expect(askedFirst).toBeGreaterThan(0);
    expect(asked).toHaveLength(askedFirst);
    const { characters, cachedCharacters } = (await documentOf(ana, first.id)).usage;
    expect(characters).toBeGreaterThan(cachedCharacters);
    expect((await documentOf(ana, second.id)).usage).toEqual({ characters: 0, cachedCharacters: characters + cachedCharacters });
    const { rows } = await ground.admin.query(
      'SELECT translation_cost_usd::float AS cost FROM documents WHERE id = ANY($1) ORDER BY created_at',
      [[first.id, second.id]],
    );
    expect(rows).toEqual([{ cost: expect.closeTo((characters * 20) / 1e6, 6) }, { cost: 0 }]);
  });

  test('crosses no tenant: another user’s text is asked for again', async () => {
    const [ben] = (await ground.users('user')) as [TestUser];
    await uploadAndFinish(api, ana, pdf);
    const askedForAna = asked.length;
    await uploadAndFinish(api, ben, pdf);
    expect(asked).toHaveLength(2 * askedForAna);
  });

  test('has no text in its keys, ends within a day, and with its document', async () => {
    const before = new Set(await cacheKeys());
    const { id } = await uploadAndFinish(api, ana, pdf);
    const made = (await cacheKeys()).filter((key) => !before.has(key));
    expect(made.length).toBeGreaterThan(1);
    for (const key of made) {
      expect(key).toMatch(/^translation:[\w-]{43}$|^translations-of:[0-9a-f-]{36}$/);
      const ttlMs = await cache.pttl(key);
      expect(ttlMs).toBeGreaterThan(0);
      expect(ttlMs).toBeLessThanOrEqual(24 * 60 * 60 * 1000);
    }
    await client(api).delete(`/api/v1/documents/${id}`).set(ana.auth).expect(204);
    expect((await cacheKeys()).filter((key) => made.includes(key))).toEqual([]);
  });
});

describe('the tone', () => {
  test('of the upload is what the service is told', async () => {
    const { body } = await client(api)
      .post('/api/v1/documents')
      .set(ana.auth)
      .field('from', 'en')
      .field('to', 'es')
      .field('tone', 'informal')
      .attach('file', pdf, { filename: 'a.pdf', contentType: 'application/pdf' })
      .expect(201);
    expect(body.tone).toBe('informal');
    await finished(api, ana, body.id);
    expect(new Set(asked.map(({ tone }) => tone))).toEqual(new Set(['informally']));
  });

  test('changed afterwards translates again what nobody edited, and nothing else', async () => {
    const { id } = await uploadAndFinish(api, ana, pdf);
    const [edited, other] = (await blocksOf(ana, id)).filter(({ translatable }) => translatable);
    await client(api).patch(`/api/v1/documents/${id}/blocks/${edited?.id}`).set(ana.auth).send({ translatedText: 'A mano' }).expect(200);
    const { body } = await client(api).patch(`/api/v1/documents/${id}`).set(ana.auth).send({ tone: 'formal' }).expect(200);
    expect(body).toMatchObject({ tone: 'formal', status: 'processing' });
    expect(await finished(api, ana, id)).toMatchObject({ status: 'ready' });
    const after = await blocksOf(ana, id);
    expect(after.find((block) => block.id === edited?.id)).toMatchObject({ translatedText: 'A mano', edited: true });
    expect(after.find((block) => block.id === other?.id)?.translatedText).toBe(`${other?.sourceText} formally`);
    expect(after.filter(({ translatable }) => translatable).every(({ translatedText }) => /formally$|^A mano$/.test(translatedText))).toBe(
      true,
    );
  });

  test('that is none, or not of this pair, is refused', async () => {
    const { id } = await uploadAndFinish(api, ana, pdf);
    await client(api).patch(`/api/v1/documents/${id}`).set(ana.auth).send({ tone: 'rude' }).expect(400);
    const pseudo = await startTestApi(withEngine('pseudo'));
    try {
      const { body } = await client(pseudo).patch(`/api/v1/documents/${id}`).set(ana.auth).send({ tone: 'formal' }).expect(422);
      expect(body.code).toBe('unsupported-tone');
      const { body: languages } = await client(pseudo).get('/api/v1/languages').set(ana.auth).expect(200);
      expect(languages.pairs[0].tones).toEqual(['neutral']);
    } finally {
      await pseudo.stop();
    }
  });

  test('cannot be changed before there is a translation', async () => {
    instead = { status: 500, body: {} };
    const { body } = await upload(api, ana, pdf).expect(201);
    await client(api).patch(`/api/v1/documents/${body.id}`).set(ana.auth).send({ tone: 'formal' }).expect(409);
    await client(api).delete(`/api/v1/documents/${body.id}`).set(ana.auth).expect(204);
  });
});

describe('the glossary', () => {
  const term = (source: string, target: string | null) => ({ from: 'en', to: 'es', source, target });
  const terms = '/api/v1/glossary-terms';

  test('is a list of a user’s own terms', async () => {
    const [ben] = (await ground.users('user')) as [TestUser];
    const { body: added } = await client(api).post(terms).set(ana.auth).send(term('Garden', 'vergel')).expect(201);
    await client(api).post(terms).set(ana.auth).send(term(' GARDEN ', null)).expect(409);
    await client(api).post(terms).set(ana.auth).send(term(' ', null)).expect(400);
    await client(api).post(terms).set(ana.auth).send(term('a\u0000b', null)).expect(400);
    expect((await client(api).get(terms).set(ben.auth).expect(200)).body.items).toEqual([]);
    await client(api).put(`${terms}/${added.id}`).set(ben.auth).send(term('x', null)).expect(404);
    await client(api).delete(`${terms}/${added.id}`).set(ben.auth).expect(404);
    await client(api).put(`${terms}/${added.id}`).set(ana.auth).send(term('Garden', null)).expect(200);
    expect((await client(api).get(terms).set(ana.auth).expect(200)).body.items).toEqual([{ id: added.id, ...term('Garden', null) }]);
    await client(api).delete(`${terms}/${added.id}`).set(ana.auth).expect(204);
    expect((await client(api).get(terms).set(ana.auth).expect(200)).body.items).toEqual([]);
  });

  test('holds in the translation', async () => {
    await client(api).post(terms).set(ana.auth).send(term('garden', 'vergel')).expect(201);
    const { id } = await uploadAndFinish(api, ana, pdf);
    const withTerm = (await blocksOf(ana, id)).filter(({ sourceText, translatable }) => translatable && /\bgarden\b/i.test(sourceText));
    expect(withTerm.length).toBeGreaterThan(0);
    for (const { translatedText } of withTerm) expect(translatedText).toMatch(/vergel/i);
    expect(asked.some(({ text }) => /<k\d+>vergel<\/k\d+>/i.test(text))).toBe(true);
  });
});

test('a sentence that goes on in the next column is asked for as one, and each block has its part', async () => {
  const newsletter = await readFile(new URL('../../corpus/newsletter.pdf', import.meta.url));
  const { id } = await uploadAndFinish(api, ana, newsletter);
  const blocks = await blocksOf(ana, id);
  const at = blocks.findIndex(({ sourceText }) => sourceText.endsWith('has won the regional competition for'));
  const [first, second] = blocks.slice(at, at + 2);
  const whole = `${first?.sourceText} ${second?.sourceText}`;
  expect(whole).toContain('competition for biodiversity. The pupils');
  const texts = asked.map(({ text }) => plainText(text));
  expect(texts.filter((text) => text.includes('competition for'))).toEqual([whole]);
  expect(`${first?.translatedText} ${second?.translatedText}`).toBe(`${whole} neutral`);
  expect(first?.translatedText).toMatch(/^The garden/);
});

test('without its cache Redis a worker still translates', async () => {
  await worker.stop();
  worker = await startTestWorker({ ...ground, config: { ...ground.config, cacheRedisUrl: 'redis://127.0.0.1:1' } });
  expect(await uploadAndFinish(api, ana, pdf)).toMatchObject({ status: 'ready' });
});

function withEngine(engine: Ground['config']['translation']['engine']): Ground {
  return { ...ground, config: { ...ground.config, translation: { ...ground.config.translation, engine } } };
}
