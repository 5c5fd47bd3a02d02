import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { RouteInventoryEvidence } from './evidence.ts';

const good: RouteInventoryEvidence = {
  operations: [
    { id: 'liveness', method: 'GET', path: '/health/live', isPublic: true },
    { id: 'getMe', method: 'GET', path: '/api/v1/me', isPublic: false },
    { id: 'getDocument', method: 'GET', path: '/api/v1/documents/{documentId}', isPublic: false },
  ],
  publicList: ['liveness'],
  access: [
    { operation: 'getMe', anonymous: 401, signedIn: 200 },
    { operation: 'getDocument', anonymous: 401, signedIn: 404 },
  ],
  registered: ['GET /health/live', 'GET /api/v1/me', 'GET /api/v1/documents/{documentId}'],
  probes: [
    { request: 'GET /metrics', status: 404, asUnknown: true },
    { request: 'PUT /api/v1/me', status: 404, asUnknown: true },
  ],
  expectedProbes: 2,
};

const AUTHENTICATED = 'SEC-04.authenticated';
const INVENTORY = 'SEC-04.inventory';
const judge = (change: Partial<RouteInventoryEvidence>) =>
  Object.fromEntries(evaluate({ ...good, ...change }).map(({ clause, verdict, reason }) => [clause, { verdict, reason }]));

describe('authentication of every operation', () => {
  it('passes when all but the declared ones answer 401', () => {
    expect(judge({})[AUTHENTICATED]?.verdict).toBe('PASS');
  });

  it.each([200, 204, 400, 404])('fails on %i without a token', (anonymous) => {
    const access = [{ operation: 'getMe', anonymous, signedIn: 200 }, ...good.access.slice(1)];
    expect(judge({ access })[AUTHENTICATED]).toEqual({ verdict: 'FAIL', reason: `getMe answered ${anonymous} without a token` });
  });

  it('fails on a public operation that nobody declared', () => {
    const operations = good.operations.map((operation) => ({ ...operation, isPublic: operation.id !== 'getDocument' }));
    expect(judge({ operations })[AUTHENTICATED]).toMatchObject({ verdict: 'FAIL', reason: 'getMe is public and not on the list' });
  });

  it.each<[string, Partial<RouteInventoryEvidence>]>([
    ['nothing was tried', { access: [] }],
    ['one operation was not tried', { access: good.access.slice(1) }],
    ['there was no answer', { access: good.access.map((one) => ({ ...one, anonymous: 0 })) }],
    ['the server was broken', { access: good.access.map((one) => ({ ...one, anonymous: 503 })) }],
    ['a token does not help either', { access: good.access.map((one) => ({ ...one, signedIn: 401 })) }],
    ['no operation is described', { operations: [] }],
    ['the list names what does not exist', { publicList: ['liveness', 'getOldThing'] }],
    ['everything is on the list', { publicList: good.operations.map(({ id }) => id) }],
  ])('is inconclusive when %s', (_, change) => {
    expect(judge(change)[AUTHENTICATED]?.verdict).toBe('INCONCLUSIVE');
  });
});

describe('inventory of routes', () => {
  it('passes when server and OpenAPI agree and guesses find nothing', () => {
    expect(judge({})[INVENTORY]?.verdict).toBe('PASS');
  });

  it('fails on a route that is not documented', () => {
    expect(judge({ registered: [...good.registered, 'GET /debug'] })[INVENTORY]).toEqual({
      verdict: 'FAIL',
      reason: 'GET /debug is registered and not documented',
    });
  });

  it('fails on a documented route that is not there', () => {
    expect(judge({ registered: good.registered.slice(1) })[INVENTORY]?.verdict).toBe('FAIL');
  });

  it('fails when a guess finds something', () => {
    const probes = [{ request: 'GET /metrics', status: 200, asUnknown: false }, ...good.probes.slice(1)];
    expect(judge({ probes })[INVENTORY]).toEqual({ verdict: 'FAIL', reason: 'GET /metrics answered 200' });
  });

  it.each<[string, Partial<RouteInventoryEvidence>]>([
    ['the server named no route', { registered: [] }],
    ['no guess was made', { probes: [], expectedProbes: 0 }],
    ['a guess was lost', { probes: good.probes.slice(1) }],
    ['a guess was not answered', { probes: good.probes.map((probe) => ({ ...probe, status: 0, asUnknown: false })) }],
  ])('is inconclusive when %s', (_, change) => {
    expect(judge(change)[INVENTORY]?.verdict).toBe('INCONCLUSIVE');
  });
});
