import { connectRedis, type Redis } from '@transkeep/app/database/redis.ts';
import { createHousekeeping } from '@transkeep/app/domain/documents/housekeeping.ts';
import type { RunningProcess } from '@transkeep/app/process/run-process.ts';
import type { RunningApi } from '@transkeep/app/server/start-api.ts';
import { createStorage } from '@transkeep/app/storage/index.ts';
import { createQueues } from '@transkeep/app/worker/queue/queues.ts';
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest';
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
} from './support/app-under-test.ts';
import { type CuttableProxy, cuttableProxy } from './support/cuttable-proxy.ts';

// Documents are really processed here: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000 });

let queue: CuttableProxy;
let cache: CuttableProxy;
let ground: Ground;
let api: RunningApi;
let worker: RunningProcess;
let housekeepersRedis: Redis;
let ana: TestUser;
let away: CuttableProxy[] = [];

beforeAll(async () => {
  const services = inject('services');
  [queue, cache] = await Promise.all([cuttableProxy(services.queueRedisUrl), cuttableProxy(services.cacheRedisUrl)]);
  ground = await layGround({ QUEUE_REDIS_URL: queue.url, CACHE_REDIS_URL: cache.url, RATE_LIMIT: 'on' });
  [api, worker] = await Promise.all([startTestApi(ground), startTestWorker(ground)]);
  housekeepersRedis = await connectRedis({ url: services.queueRedisUrl, connectionName: 'test', mode: 'patient', onError: () => {} });
  [ana] = (await ground.users('user')) as [TestUser];
});
afterEach(async () => {
  for (const proxy of away) await proxy.restore();
  away = [];
  await until(
    () => ready(),
    (answer) => answer.status === 200,
  );
});
afterAll(async () => {
  await Promise.all([api?.stop(), worker?.stop()]);
  housekeepersRedis?.disconnect();
  await ground?.dispose();
  await Promise.all([queue?.close(), cache?.close()]);
});

const takeAway = async (proxy: CuttableProxy): Promise<void> => {
  await proxy.cut();
  away.push(proxy);
};
const ready = () => client(api).get('/health/ready');

test('an upload while the queue is away is kept, and translated when the queue is back', async () => {
  await takeAway(queue);
  const { body } = await upload(api, ana, await twoPages()).expect(201);
  expect((await client(api).get(`/api/v1/documents/${body.id}`).set(ana.auth).expect(200)).body.status).toBe('queued');
  const events = await client(api).get(`/api/v1/documents/${body.id}/events`).set(ana.auth).buffer(true).expect(200);
  expect(events.text).toContain('"status":"queued"');

  await queue.restore();
  away = [];
  await ground.admin.query(`UPDATE documents SET updated_at = now() - interval '1 minute' WHERE id = $1`, [body.id]);
  const queues = createQueues(housekeepersRedis);
  const storage = createStorage(ground.config.storage);
  try {
    const housekeeping = createHousekeeping({ database: ground.database, storage, jobs: queues, caches: [] });
    expect(await housekeeping.requeueUnfinished()).toBe(1);
  } finally {
    await queues.close();
    await storage.close();
  }
  expect((await finished(api, ana, body.id)).status).toBe('ready');
});

test('without the cache everything works: sessions are asked of the database, nobody is limited', async () => {
  await client(api).get('/api/v1/me').set(ana.auth).expect(200);
  await takeAway(cache);
  await client(api).get('/api/v1/me').set(ana.auth).expect(200);
  await client(api).get('/api/v1/documents').set(ana.auth).expect(200);
  const signedIn = await client(api).post('/api/v1/sessions').send({ email: ana.email, password: ana.password }).expect(201);
  const auth = { authorization: `Bearer ${signedIn.body.accessToken}` };
  await client(api).delete('/api/v1/sessions/current').set(auth).expect(204);
  await client(api).get('/api/v1/me').set(auth).expect(401);
});

test.each([
  ['queue redis', () => queue],
  ['cache redis', () => cache],
])('readiness names the %s when it is away, and recovers', async (name, proxy) => {
  await takeAway(proxy());
  const { body } = await until(
    () => ready(),
    (answer) => answer.status === 503,
  );
  expect(body).toMatchObject({ code: 'not-ready', detail: expect.stringContaining(name) });
  await client(api).get('/health/live').expect(200);
});
