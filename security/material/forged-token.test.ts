import { jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { forgeries, hmacToken, type Material, resignedToken } from './forged-token.ts';

const secret = 'k'.repeat(48);
const key = new TextEncoder().encode(secret);
const now = Math.floor(Date.now() / 1_000);
const claims = (sub: string) => ({ iss: 'https://here', aud: 'api', sub, sid: `session-of-${sub}`, jti: '1', iat: now, exp: now + 600 });
const material: Material = {
  honestToken: hmacToken({ alg: 'HS256', typ: 'JWT' }, claims('victim'), secret),
  otherToken: hmacToken({ alg: 'HS256', typ: 'JWT' }, claims('other'), secret),
  secret,
  refreshToken: 'an-opaque-token',
  now,
};

/** A verifier as strict as RFC 8725 asks; what it lets through by design is the API's own business. */
const strict = (token: string) =>
  jwtVerify(token, key, {
    algorithms: ['HS256'],
    issuer: 'https://here',
    audience: 'api',
    typ: 'JWT',
    requiredClaims: ['iss', 'aud', 'sub', 'sid', 'jti', 'iat', 'exp'],
  });

/** Differ in what only the API knows: whose session it is, what an id looks like, which headers it writes itself. */
const needMoreThanAVerifier = ['subject-empty', 'subject-not-an-id', 'session-of-other', 'session-unknown', 'genuine-token-wrong-scheme'];

describe('forged tokens', () => {
  it('start from a token that a strict verifier accepts', async () => {
    await expect(strict(material.honestToken)).resolves.toMatchObject({ payload: { sub: 'victim' } });
    await expect(strict(resignedToken(material))).resolves.toMatchObject({ payload: { sub: 'victim' } });
  });

  it.each(forgeries(material).filter(({ id }) => !needMoreThanAVerifier.includes(id)))(
    'are refused by a strict verifier: $id',
    async ({ authorization }) => {
      await expect(strict(authorization.replace('Bearer ', ''))).rejects.toThrow();
    },
  );

  it('differ from each other', () => {
    const made = forgeries(material);
    expect(new Set(made.map(({ id }) => id)).size).toBe(made.length);
    expect(new Set(made.map(({ authorization }) => authorization)).size).toBe(made.length);
  });
});
