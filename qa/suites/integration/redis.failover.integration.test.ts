import type { RunningApi } from '@transkeep/app/server/start-api.ts';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { finished, type Ground, layGround, startTestApi, type TestUser, twoPages, until, upload } from './support/app-under-test.ts';
import { processesOn, untilReady } from './support/processes.ts';

// Documents are really processed here: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

let ground: Ground;
let api: RunningApi;
let ana: TestUser;
const processes = processesOn(() => ground);

beforeAll(async () => {
  ground = await layGround({ TRANSLATION_ENGINE: 'apertium' });
  api = await startTestApi(ground);
  [ana] = (await ground.users('user')) as [TestUser];
});
afterEach(() => processes.killAll());
afterAll(async () => {
  await api?.stop();
  await ground?.dispose();
});

test.each(['SIGTERM', 'SIGKILL'] as const)('a worker that gets %s in the middle of a job costs no document', async (signal) => {
  const first = await processes.start('app/worker/main.ts');
  await untilReady(first);
  const pdf = await twoPages();
  const ids = await Promise.all([1, 2, 3].map(async () => (await upload(api, ana, pdf).expect(201)).body.id as string));
  await until(
    async () => (await ground.admin.query(`SELECT FROM documents WHERE status = 'processing' AND page_count IS NOT NULL`)).rowCount,
    (count) => count !== null && count > 0,
  );
  first.child.kill(signal);
  const { code } = await first.exited();
  expect(code).toBe(signal === 'SIGTERM' ? 0 : null);

  await processes.start('app/worker/main.ts');
  const documents = await Promise.all(ids.map((id) => finished(api, ana, id)));
  expect(documents.map(({ status }) => status)).toEqual(['ready', 'ready', 'ready']);
  const { rows } = await ground.admin.query('SELECT count(*) AS all, count(DISTINCT (document_id, block_id)) AS distinct FROM blocks');
  expect(rows[0].all).toBe(rows[0].distinct);
});
