import type { RunningProcess } from '@transkeep/app/process/run-process.ts';
import type { RunningApi } from '@transkeep/app/server/start-api.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { bytesOf, CORPUS } from '../../corpus/catalogue.ts';
import {
  client,
  finished,
  type Ground,
  layGround,
  startTestApi,
  startTestWorker,
  type TestUser,
  twoPages,
  uploadAndFinish,
} from './support/app-under-test.ts';

// Documents are really processed here: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000 });

const DRAWN_LETTERS = 'Some pages use drawn letters that do not say which letters they are; such text stays in the original language';
const NO_LETTERS = 'Some pages need letters that no font here has; such text stays in the original language';

let ground: Ground;
let api: RunningApi;
let worker: RunningProcess;
let ana: TestUser;

beforeAll(async () => {
  ground = await layGround();
  [api, worker] = await Promise.all([startTestApi(ground), startTestWorker(ground)]);
  [ana] = (await ground.users('user')) as [TestUser];
});
afterAll(async () => {
  await Promise.all([api?.stop(), worker?.stop()]);
  await ground?.dispose();
});

const get = async (path: string) => (await client(api).get(`/api/v1/documents${path}`).set(ana.auth).expect(200)).body;
const corpusPdf = (name: string): Buffer => {
  const entry = CORPUS.find((candidate) => candidate.name === name);
  if (!entry) throw new Error(`the corpus has no ${name}`);
  return Buffer.from(bytesOf(entry));
};

test('what stayed in the original language is said with the document, read anew or from the cache', async () => {
  const warnings = [`${DRAWN_LETTERS}: 1.`];
  const pdf = corpusPdf('type3');
  for (const upload of ['read', 'from the cache']) {
    const { id } = await uploadAndFinish(api, ana, pdf);
    expect(await get(`/${id}`), upload).toMatchObject({ status: 'ready', warnings });
  }
  const { items } = await get('');
  expect(items.map((item: { warnings: string[] }) => item.warnings)).toEqual([warnings, warnings]);
});

test('an edit changes what is said of its page, and leaves what is said of the others', async () => {
  const { id } = await uploadAndFinish(api, ana, await twoPages());
  expect((await get(`/${id}`)).warnings).toEqual([]);
  const { items } = await get(`/${id}/blocks`);
  const editOn = async (page: number, translatedText: string) => {
    const block = items.find((item: { page: number; translatable: boolean }) => item.page === page && item.translatable);
    await client(api).patch(`/api/v1/documents/${id}/blocks/${block.id}`).set(ana.auth).send({ translatedText }).expect(200);
    await finished(api, ana, id);
    return (await get(`/${id}`)).warnings;
  };
  expect(await editOn(2, 'おはよう')).toEqual([`${NO_LETTERS}: 2.`]);
  expect(await editOn(1, 'おはよう')).toEqual([`${NO_LETTERS}: 1–2.`]);
  expect(await editOn(2, 'Buenos días')).toEqual([`${NO_LETTERS}: 1.`]);
});
