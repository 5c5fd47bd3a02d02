import { createAccessTokens } from '@transkeep/app/domain/sessions/access-tokens.ts';
import type { RunningApi } from '@transkeep/app/server/start-api.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { client, type Ground, layGround, startTestApi, type TestUser } from './support/app-under-test.ts';

let ground: Ground;
let api: RunningApi;
let ana: TestUser;

beforeAll(async () => {
  ground = await layGround();
  api = await startTestApi(ground);
  [ana] = (await ground.users('user')) as [TestUser];
});
afterAll(async () => {
  await api?.stop();
  await ground?.dispose();
});

const signIn = (email: string, password: string) => client(api).post('/api/v1/sessions').send({ email, password });
const refresh = (cookie: string) => client(api).post('/api/v1/sessions/refresh').set('cookie', cookie);
const me = (accessToken: string) => client(api).get('/api/v1/me').set('authorization', `Bearer ${accessToken}`);
const cookieOf = (answer: { headers: Record<string, unknown> }): string => String([answer.headers['set-cookie']].flat()[0]);
/** Name and value, as a browser sends them back. */
const sent = (answer: { headers: Record<string, unknown> }): string => cookieOf(answer).split(';')[0] ?? '';

test('signing in gives an access token and a cookie that no script can read', async () => {
  const answer = await signIn(ana.email.toUpperCase(), ana.password).expect(201);
  expect(answer.body).toEqual({
    accessToken: expect.any(String),
    expiresInSeconds: 900,
    user: { id: ana.userId, email: ana.email, role: 'user' },
  });
  for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/api/v1/sessions']) expect(cookieOf(answer)).toContain(attribute);
  expect((await me(answer.body.accessToken).expect(200)).body).toEqual(answer.body.user);
});

test('a wrong password and an unknown address get the same answer', async () => {
  const wrong = await signIn(ana.email, 'not the password').expect(401);
  const unknown = await signIn('nobody@example.org', ana.password).expect(401);
  const { requestId: _a, ...wrongBody } = wrong.body;
  const { requestId: _b, ...unknownBody } = unknown.body;
  expect(wrongBody).toEqual(unknownBody);
  expect(wrongBody.code).toBe('invalid-credentials');
  expect(wrong.headers['set-cookie']).toBeUndefined();
});

test('what is no e-mail address and password is refused before it is looked up', async () => {
  for (const body of [
    {},
    { email: 'x', password: 'y' },
    { email: ana.email },
    { email: ana.email, password: 7 },
    { email: ana.email, password: 'x'.repeat(257) },
  ]) {
    expect((await client(api).post('/api/v1/sessions').send(body).expect(400)).body.code).toBe('invalid-request');
  }
});

describe('refreshing', () => {
  test('gives a new pair; the same session goes on', async () => {
    const first = await signIn(ana.email, ana.password);
    const second = await refresh(sent(first)).expect(200);
    expect(sent(second)).not.toBe(sent(first));
    await me(second.body.accessToken).expect(200);
    await me(first.body.accessToken).expect(200);
    await refresh(sent(second)).expect(200);
  });

  test('with a cookie used before ends the whole session at once', async () => {
    const first = await signIn(ana.email, ana.password);
    const second = await refresh(sent(first)).expect(200);
    await me(second.body.accessToken).expect(200);
    const reused = await refresh(sent(first)).expect(401);
    expect(reused.body.code).toBe('unauthenticated');
    expect(cookieOf(reused)).toContain('tk_refresh=;');
    await refresh(sent(second)).expect(401);
    await me(second.body.accessToken).expect(401);
    const { rows } = await ground.admin.query("SELECT FROM sessions WHERE revoked_because = 'token-reused' AND user_id = $1", [ana.userId]);
    expect(rows).toHaveLength(1);
  });

  test('twice at once with one cookie succeeds once at most', async () => {
    const first = await signIn(ana.email, ana.password);
    const answers = await Promise.all([refresh(sent(first)), refresh(sent(first))]);
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    expect(answers.every(({ status }) => status === 200 || status === 401)).toBe(true);
  });

  test('needs a cookie of ours, from our own origin', async () => {
    await client(api).post('/api/v1/sessions/refresh').expect(401);
    await refresh('tk_refresh=made-up').expect(401);
    const first = await signIn(ana.email, ana.password);
    await refresh(sent(first)).set('origin', 'https://evil.example').expect(401);
    await refresh(sent(first)).set('origin', ground.config.publicUrl).expect(200);
  });

  test('only hashes of tokens are stored', async () => {
    const first = await signIn(ana.email, ana.password);
    const { rows } = await ground.admin.query('SELECT token_hash::text AS hash FROM refresh_tokens');
    const secret = sent(first).split('=')[1] ?? '';
    const hex = Buffer.from(secret, 'base64url').toString('hex');
    expect(rows.length).toBeGreaterThan(0);
    for (const { hash } of rows) {
      expect(hash).not.toContain(secret);
      expect(hash).not.toContain(hex);
    }
  });
});

test('signing out ends the session for both tokens, and only that session', async () => {
  const [laptop, phone] = await Promise.all([signIn(ana.email, ana.password), signIn(ana.email, ana.password)]);
  await me(laptop.body.accessToken).expect(200);
  const out = await client(api).delete('/api/v1/sessions/current').set('authorization', `Bearer ${laptop.body.accessToken}`).expect(204);
  expect(cookieOf(out)).toContain('tk_refresh=;');
  expect((await me(laptop.body.accessToken).expect(401)).body.code).toBe('unauthenticated');
  await refresh(sent(laptop)).expect(401);
  await me(phone.body.accessToken).expect(200);
});

test('signing in takes the expired sessions away', async () => {
  const [zoe] = (await ground.users('user')) as [TestUser];
  const sessions = async () => (await ground.admin.query('SELECT id FROM sessions WHERE user_id = $1', [zoe.userId])).rows;
  await signIn(zoe.email, zoe.password).expect(201);
  await ground.admin.query(`UPDATE sessions SET expires_at = now() - interval '1 second' WHERE user_id = $1`, [zoe.userId]);
  await signIn(zoe.email, zoe.password).expect(201);
  expect(await sessions()).toHaveLength(1);
});

describe('access tokens', () => {
  test.each([
    ['none', undefined],
    ['not a bearer', 'Basic YTpi'],
    ['not a token', 'Bearer nonsense'],
    ['unsigned', `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{}').toString('base64url')}.`],
  ])('%s: refused with a challenge', async (_name, header) => {
    const request = client(api).get('/api/v1/me');
    const answer = await (header === undefined ? request : request.set('authorization', header)).expect(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.body.code).toBe('unauthenticated');
  });

  test('of a session that never was are refused, however well signed', async () => {
    const tokens = createAccessTokens({ secret: ground.config.jwtSecret, issuer: ground.config.publicUrl });
    const token = await tokens.sign({ userId: ana.userId, sessionId: '00000000-0000-4000-8000-000000000000', role: 'user' });
    await me(token).expect(401);
  });

  test("of somebody else's session are refused", async () => {
    const [ben] = (await ground.users('user')) as [TestUser];
    const tokens = createAccessTokens({ secret: ground.config.jwtSecret, issuer: ground.config.publicUrl });
    const { sid } = JSON.parse(Buffer.from(ben.accessToken.split('.')[1] ?? '', 'base64url').toString());
    await me(ben.accessToken).expect(200);
    await me(await tokens.sign({ userId: ana.userId, sessionId: sid, role: 'user' })).expect(401);
  });

  test('of a deleted account are refused', async () => {
    const [gone] = (await ground.users('user')) as [TestUser];
    await me(gone.accessToken).expect(200);
    await ground.admin.query('DELETE FROM users WHERE id = $1', [gone.userId]);
    await me(gone.accessToken).expect(401);
  });
});
