import { afterEach, expect, test, vi } from 'vitest';
import { ADA, json, problem, stubApi } from '../test-api.tsx';
import { SessionStore } from './session-store.ts';

afterEach(() => vi.useRealTimers());

test('a reload trades the cookie for a session', async () => {
  stubApi({ 'POST /sessions/refresh': () => json(200, ADA) });
  const store = new SessionStore();
  const heard = vi.fn();
  store.subscribe(heard);
  await store.restore();
  expect(store.state()).toEqual({ status: 'signed-in', user: ADA.user });
  expect(await store.accessToken()).toBe('token-1');
  expect(heard).toHaveBeenCalled();
});

test('without a cookie the person is signed out, and not told that a session ended', async () => {
  stubApi({ 'POST /sessions/refresh': () => problem(401, 'unauthenticated') });
  const store = new SessionStore();
  await store.restore();
  expect(store.state()).toEqual({ status: 'signed-out', expired: false });
});

test('a server that cannot be reached says nothing about the session', async () => {
  stubApi({ 'POST /sessions/refresh': () => Promise.reject(new TypeError('fetch failed')) });
  const store = new SessionStore();
  await store.restore();
  expect(store.state()).toEqual({ status: 'unreachable' });
});

test('a failing server does not sign anybody out', async () => {
  stubApi({
    'POST /sessions': () => json(201, { ...ADA, expiresInSeconds: 1 }),
    'POST /sessions/refresh': () => problem(503, 'unavailable'),
  });
  const store = new SessionStore();
  await store.signIn('ada@example.org', 'secret');
  await expect(store.accessToken()).rejects.toMatchObject({ status: 503 });
  expect(store.state().status).toBe('signed-in');
});

test('callers at the same time share one trade, because a used cookie ends the session', async () => {
  const { calls } = stubApi({ 'POST /sessions/refresh': () => json(200, ADA) });
  const store = new SessionStore();
  await Promise.all([store.accessToken(), store.accessToken(), store.accessToken()]);
  expect(calls).toEqual(['POST /sessions/refresh']);
});

test('a token close to its end is renewed before it is used', async () => {
  vi.useFakeTimers();
  let count = 0;
  stubApi({ 'POST /sessions/refresh': () => json(200, { ...ADA, accessToken: `token-${++count}` }) });
  const store = new SessionStore();
  expect(await store.accessToken()).toBe('token-1');
  vi.advanceTimersByTime(860_000);
  expect(await store.accessToken()).toBe('token-1');
  vi.advanceTimersByTime(20_000);
  expect(await store.accessToken()).toBe('token-2');
});

test('a 401 about a token that was replaced meanwhile costs no further trade', async () => {
  const { calls } = stubApi({ 'POST /sessions/refresh': () => json(200, ADA) });
  const store = new SessionStore();
  await store.accessToken();
  expect(await store.renew('an older token')).toBe('token-1');
  expect(calls).toHaveLength(1);
});

test('a session that the server ended is said to have expired', async () => {
  let isOver = false;
  stubApi({ 'POST /sessions/refresh': () => (isOver ? problem(401, 'unauthenticated') : json(200, ADA)) });
  const store = new SessionStore();
  await store.restore();
  isOver = true;
  await expect(store.renew()).rejects.toMatchObject({ status: 401 });
  expect(store.state()).toEqual({ status: 'signed-out', expired: true });
});

test('signing out forgets the token at once and tells the server with it', async () => {
  let authorization: string | null = null;
  stubApi({
    'POST /sessions': () => json(201, ADA),
    'DELETE /sessions/current': ({ headers }) => {
      authorization = headers.get('authorization');
      return new Response(null, { status: 204 });
    },
  });
  const store = new SessionStore();
  await store.signIn('ada@example.org', 'secret');
  const told = store.signOut();
  expect(store.state()).toEqual({ status: 'signed-out', expired: false });
  await told;
  expect(authorization).toBe('Bearer token-1');
});
