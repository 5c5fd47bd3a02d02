import { request as httpRequest } from 'node:http';
import type { RunningApi } from '@transkeep/app/server/start-api.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { client, type Ground, layGround, startTestApi, type TestUser } from './support/app-under-test.ts';

let ground: Ground;
let api: RunningApi;
let ana: TestUser;

beforeAll(async () => {
  ground = await layGround({ GIT_COMMIT: 'abc123', RATE_LIMIT: 'on', TRUSTED_PROXIES: '10.9.8.7' });
  api = await startTestApi(ground, { limits: { perUser: 30, signInPerAddress: 3, uploadPerUser: 2 } });
  [ana] = (await ground.users('user')) as [TestUser];
});
afterAll(async () => {
  await api?.stop();
  await ground?.dispose();
});

interface Operation {
  operationId: string;
  security: object[];
  responses: Record<string, { content?: Record<string, unknown> }>;
  parameters?: { name: string; in: string }[];
  'x-creates'?: object;
}

const PUBLIC = ['createSession', 'refreshSession', 'getVersion', 'liveness', 'readiness', 'getOpenapi'];

test('every registered route is in the OpenAPI document, and nothing else is', async () => {
  const { body } = await client(api).get('/api/openapi.json').expect(200);
  expect(body.openapi).toBe('3.1.0');
  const documented = Object.entries<Record<string, Operation>>(body.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ path, method, ...operation })),
  );
  const registered = api.app.routeInventory.map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`);
  expect(documented.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort()).toEqual([...registered].sort());
  expect(new Set(documented.map(({ operationId }) => operationId)).size).toBe(documented.length);
  expect(
    documented
      .filter(({ security }) => security.length === 0)
      .map(({ operationId }) => operationId)
      .sort(),
  ).toEqual([...PUBLIC].sort());
  for (const { operationId, responses } of documented) {
    const problems = Object.entries(responses).filter(([status]) => status === 'default' || Number(status) >= 400);
    if (operationId !== 'liveness') expect(problems.length, operationId).toBeGreaterThan(0);
    for (const [, { content = {} }] of problems) expect(Object.keys(content), operationId).toContain('application/problem+json');
  }
  const create = documented.find(({ operationId }) => operationId === 'createDocument');
  expect(create?.['x-creates']).toEqual({ resource: 'document', param: 'documentId', idPath: 'id' });
  expect(create?.parameters?.map(({ name }) => name)).toContain('idempotency-key');
});

test('without a token every operation that is not public answers 401', async () => {
  const { body } = await client(api).get('/api/openapi.json').expect(200);
  for (const [path, operations] of Object.entries<Record<string, Operation>>(body.paths)) {
    for (const [method, { security, operationId }] of Object.entries(operations)) {
      if (security.length === 0) continue;
      const url = path.replace(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
      const answer = await client(api)[method as 'get'](url);
      expect(answer.status, operationId).toBe(401);
    }
  }
});

test('says what runs, and that it runs', async () => {
  expect((await client(api).get('/api/v1/version').expect(200)).body).toEqual({
    version: expect.any(String),
    commit: 'abc123',
    imageDigest: null,
  });
  expect((await client(api).get('/health/live').expect(200)).body).toEqual({ status: 'ok' });
  expect((await client(api).get('/health/ready').expect(200)).body).toEqual({ status: 'ok' });
});

describe('answers', () => {
  test('to unknown addresses and methods are problems, without a token', async () => {
    const missing = await client(api).get('/api/v1/nothing').expect(404);
    expect(missing.headers['content-type']).toContain('application/problem+json');
    expect(missing.body).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: 'There is nothing here.',
      code: 'not-found',
      requestId: missing.headers['x-request-id'],
    });
    await client(api).put('/api/v1/me').expect(404);
    await client(api).get('/api/v1/%zz').expect(400);
  });

  test('to malformed JSON, other content types and endless bodies are problems that quote nothing', async () => {
    const post = (type: string, body: string) =>
      client(api).post('/api/v1/sessions').set('content-type', type).set('x-forwarded-for', '1.2.3.4').send(body);
    expect((await post('application/json', '{"email":').expect(400)).body.detail).toBe('The request is not valid.');
    expect((await post('text/plain', 'email').expect(415)).body.code).toBe('unsupported-media-type');
    expect((await post('application/json', JSON.stringify({ email: 'x'.repeat(300_000) })).expect(413)).body.code).toBe('too-large');
  });

  test('carry security headers and forbid caching', async () => {
    const { headers } = await client(api).get('/api/v1/version').expect(200);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(headers['x-powered-by']).toBeUndefined();
  });

  test('keep a well-formed request id and replace any other', async () => {
    const ours = await client(api).get('/api/v1/version').set('x-request-id', 'trace-0001');
    expect(ours.headers['x-request-id']).toBe('trace-0001');
    const replaced = await client(api).get('/api/v1/version').set('x-request-id', 'x y"z');
    expect(replaced.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('CORS', () => {
  const preflight = (origin: string) =>
    client(api)
      .options('/api/v1/documents')
      .set({ origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' });

  test('lets in our own origin', async () => {
    const { headers } = await preflight('https://transkeep.test').expect(204);
    expect(headers['access-control-allow-origin']).toBe('https://transkeep.test');
    expect(headers['access-control-allow-headers']).toContain('authorization');
    const allowed = String(headers['access-control-allow-methods']).split(', ');
    expect(allowed.toSorted()).toEqual([...new Set(api.app.routeInventory.map(({ method }) => method))].sort());
    expect((await client(api).get('/api/v1/version').set('origin', 'https://transkeep.test')).headers['access-control-allow-origin']).toBe(
      'https://transkeep.test',
    );
  });

  test('and nobody else', async () => {
    for (const origin of ['https://evil.example', 'https://transkeep.test.evil.example', 'http://transkeep.test', 'null']) {
      const { headers } = await preflight(origin).expect(404);
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect((await client(api).get('/api/v1/version').set('origin', origin)).headers['access-control-allow-origin']).toBeUndefined();
    }
  });
});

describe('rate limits', () => {
  test('per user, across processes, with Retry-After', async () => {
    const [eva] = (await ground.users('user')) as [TestUser];
    const second = await startTestApi(ground, { limits: { perUser: 30 } });
    try {
      for (let index = 0; index < 30; index++)
        await client(index % 2 === 0 ? api : second)
          .get('/api/v1/me')
          .set(eva.auth)
          .expect(200);
      const limited = await client(second).get('/api/v1/me').set(eva.auth).expect(429);
      expect(limited.body).toMatchObject({ code: 'rate-limited', status: 429 });
      expect(limited.headers['content-type']).toContain('application/problem+json');
      expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
      expect(Number(limited.headers['retry-after'])).toBeLessThanOrEqual(60);
      await client(api).get('/api/v1/me').set(ana.auth).expect(200);
    } finally {
      await second.stop();
    }
  });

  test('on signing in per address, whatever X-Forwarded-For claims', async () => {
    const attempt = (forged: string) =>
      client(api).post('/api/v1/sessions').set('x-forwarded-for', forged).send({ email: 'nobody@example.org', password: 'guess' });
    const statuses: number[] = [];
    for (let index = 0; index < 6; index++) statuses.push((await attempt(`8.8.4.${index}`)).status);
    expect(statuses).toContain(429);
    expect(statuses.at(-1)).toBe(429);
  });

  test('on uploads per user', async () => {
    const attempt = () =>
      client(api).post('/api/v1/documents').set(ana.auth).field('from', 'en').field('to', 'es').attach('file', Buffer.from('no'), 'a.pdf');
    await attempt().expect(415);
    await attempt().expect(415);
    expect((await attempt().expect(429)).body.code).toBe('rate-limited');
  });
});

test('languages have names, and only pairs that the engine has', async () => {
  const { body } = await client(api).get('/api/v1/languages').set(ana.auth).expect(200);
  expect(body.pairs).toContainEqual({ from: 'en', to: 'es', fromName: 'English', toName: 'Spanish', tones: ['neutral'] });
});

test('a request cut off in the middle of its upload keeps nothing and harms nobody', async () => {
  const [leo] = (await ground.users('user')) as [TestUser];
  const { port } = api.app.server.address() as { port: number };
  await new Promise<void>((resolve) => {
    const request = httpRequest({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/api/v1/documents',
      headers: { ...leo.auth, 'content-type': 'multipart/form-data; boundary=b', 'content-length': '100000' },
    });
    request.on('error', () => {});
    request.on('close', resolve);
    request.write(
      '--b\r\ncontent-disposition: form-data; name="from"\r\n\r\nen\r\n--b\r\ncontent-disposition: form-data; name="to"\r\n\r\nes\r\n',
    );
    request.write(
      '--b\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n%PDF-1.7 and then',
      () => request.destroy(),
    );
  });
  expect((await client(api).get('/api/v1/documents').set(leo.auth).expect(200)).body.items).toEqual([]);
});
