import { beforeEach, expect, test } from 'vitest';
import { ADA, json, problem, stubApi } from '../test-api.tsx';
import { getJson, request, session } from './http.ts';
import { ApiError } from './problem.ts';

beforeEach(async () => {
  stubApi({ 'POST /sessions': () => json(201, ADA) });
  await session.signIn('ada@example.org', 'secret');
});

test('sends the bearer token and reads JSON', async () => {
  stubApi({ 'GET /me': ({ headers }) => json(200, { sent: headers.get('authorization') }) });
  expect(await getJson('/me')).toEqual({ sent: 'Bearer token-1' });
});

test('a 401 renews the session once and asks again', async () => {
  const { calls } = stubApi({
    'GET /me': ({ headers }) => (headers.get('authorization') === 'Bearer token-2' ? json(200, 'in') : problem(401, 'unauthenticated')),
    'POST /sessions/refresh': () => json(200, { ...ADA, accessToken: 'token-2' }),
  });
  expect(await getJson('/me')).toBe('in');
  expect(calls).toEqual(['GET /me', 'POST /sessions/refresh', 'GET /me']);
});

test('a second 401 is the answer', async () => {
  stubApi({
    'GET /me': () => problem(401, 'unauthenticated'),
    'POST /sessions/refresh': () => json(200, { ...ADA, accessToken: 'token-2' }),
  });
  await expect(request('/me')).rejects.toMatchObject({ status: 401, code: 'unauthenticated' });
});

test('a problem document becomes an error with its code, request id and sentence', async () => {
  stubApi({ 'GET /me': () => problem(409, 'not-ready', 'Not yet') });
  await expect(request('/me')).rejects.toMatchObject({ status: 409, code: 'not-ready', message: 'Not yet', requestId: 'req-1' });
});

test('an answer that is no problem document still names its status', async () => {
  stubApi({ 'GET /me': () => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'retry-after': '3' } }) });
  await expect(request('/me')).rejects.toMatchObject({ status: 502, code: 'http-502', retryAfterSeconds: 3 });
});

test('no answer is a network error, an abort is the abort', async () => {
  stubApi({ 'GET /me': () => Promise.reject(new TypeError('fetch failed')) });
  const lost = await request('/me').catch((error: unknown) => error);
  expect(lost).toBeInstanceOf(ApiError);
  expect(lost).toMatchObject({ code: 'network', status: 0 });
  await expect(request('/me', { signal: AbortSignal.abort(new Error('left')) })).rejects.toThrow('left');
});
