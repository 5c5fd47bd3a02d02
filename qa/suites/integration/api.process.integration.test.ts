import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Ground, layGround, type TestUser, twoPages } from './support/app-under-test.ts';
import { processesOn, untilReady } from './support/processes.ts';

// Documents are really processed here: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000 });

let ground: Ground;
let ana: TestUser;
const processes = processesOn(() => ground);
const run = processes.start;

beforeAll(async () => {
  ground = await layGround({ LOG_LEVEL: 'debug' });
  [ana] = (await ground.users('user')) as [TestUser];
});
afterEach(() => processes.killAll());
afterAll(() => ground?.dispose());

test('the API stops in order on SIGTERM, open event streams included, and its log tells no secrets', async () => {
  const api = await run('app/server/main.ts');
  await untilReady(api);
  const post = (path: string, init: RequestInit) => fetch(`${api.url}/api/v1${path}`, { method: 'POST', ...init });
  const signIn = await post('/sessions', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: ana.email, password: ana.password }),
  });
  const { accessToken } = (await signIn.json()) as { accessToken: string };
  await post('/sessions', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'canary@example.org', password: 'canary-password' }),
  });
  const form = new FormData();
  form.append('from', 'en');
  form.append('to', 'es');
  form.append('file', new File([new Uint8Array(await twoPages())], 'canary-file-name.pdf', { type: 'application/pdf' }));
  const headers = { authorization: `Bearer ${accessToken}` };
  const { id } = (await (await post('/documents', { headers, body: form })).json()) as { id: string };
  const stream = await fetch(`${api.url}/api/v1/documents/${id}/events`, { headers });
  const reader = stream.body?.getReader();
  expect((await reader?.read())?.value).toBeDefined();

  const stopped = performance.now();
  api.child.kill('SIGTERM');
  const ended = (async () => {
    for (;;) if ((await reader?.read())?.done !== false) return true;
  })();
  expect(await ended).toBe(true);
  const { code } = await api.exited();
  expect(code).toBe(0);
  expect(performance.now() - stopped).toBeLessThan(4000);

  const lines = api.stdout().trim().split('\n');
  for (const line of lines.map((one) => JSON.parse(one))) {
    const metrics = { _aws: { CloudWatchMetrics: [{ Namespace: 'TransKeep' }] } };
    expect(line).toMatchObject('_aws' in line ? metrics : { service: 'api', level: expect.any(Number) });
  }
  const refresh = /tk_refresh=([^;]+)/.exec(signIn.headers.get('set-cookie') ?? '')?.[1] ?? 'none';
  for (const secret of [ana.email, ana.password, accessToken, refresh, 'canary', ground.config.jwtSecret])
    expect(api.stdout()).not.toContain(secret);
  expect(api.stderr()).toBe('');
});

test('the worker is ready, answers for its health, and stops on SIGTERM', async () => {
  const worker = await run('app/worker/main.ts');
  await untilReady(worker);
  expect((await fetch(`${worker.url}/health/live`)).status).toBe(200);
  const stopped = performance.now();
  worker.child.kill('SIGTERM');
  expect((await worker.exited()).code).toBe(0);
  expect(performance.now() - stopped).toBeLessThan(4000);
  expect(worker.stderr()).toBe('');
});

describe.each(['app/server/main.ts', 'app/worker/main.ts'])('%s says in one line what it lacks', (entry) => {
  const nobody = 'redis://127.0.0.1:1';
  const cases: [string, Record<string, string>, RegExp][] = [
    ['the queue Redis', { QUEUE_REDIS_URL: nobody }, /queue Redis at 127\.0\.0\.1:1 does not answer \(.*ECONNREFUSED.*QUEUE_REDIS_URL/],
    [
      'PostgreSQL',
      { DATABASE_URL: 'postgres://transkeep_app:hunter2@127.0.0.1:1/x' },
      /PostgreSQL at 127\.0\.0\.1:1 does not answer \(.*ECONNREFUSED.*DATABASE_URL/,
    ],
    ['a setting', { JWT_SECRET: 'short' }, /JWT_SECRET is not valid/],
  ];
  test.each(cases)('%s', async (_what, env, line) => {
    const child = await run(entry, env);
    const { code, ms } = await child.exited();
    expect(code).toBe(1);
    expect(ms).toBeLessThan(10_000);
    expect(child.stderr().trim().split('\n')).toHaveLength(1);
    expect(child.stderr()).toMatch(line);
    expect(child.stderr()).not.toMatch(/hunter2|short/);
  });
});

test('a port that is taken is said in one line', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as { port: number };
  const api = await run('app/server/main.ts', { PORT: String(port) });
  expect((await api.exited()).code).toBe(1);
  expect(api.stderr()).toMatch(/cannot start: .*EADDRINUSE/);
  holder.close();
});

test('two migrations at once take turns; without settings they say what is missing', async () => {
  const env = { MIGRATION_DATABASE_URL: ground.adminUrl, APP_DB_PASSWORD: decodeURIComponent(new URL(ground.config.databaseUrl).password) };
  const both = await Promise.all([run('app/database/migrate.ts', env), run('app/database/migrate.ts', env)]);
  expect(await Promise.all(both.map(async (each) => (await each.exited()).code))).toEqual([0, 0]);
  const bare = await run('app/database/migrate.ts');
  expect((await bare.exited()).code).toBe(1);
  expect(bare.stderr()).toMatch(/MIGRATION_DATABASE_URL/);
});
