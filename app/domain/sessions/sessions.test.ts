import { verify } from '@node-rs/argon2';
import { SignJWT } from 'jose';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { createAccessTokens, InvalidTokenError } from './access-tokens.ts';
import { hashPassword, verifyPassword } from './passwords.ts';

vi.mock('@node-rs/argon2', { spy: true });
// Another file of this worker may have loaded what uses it, or may yet.
vi.hoisted(() => vi.resetModules());
afterAll(() => {
  vi.resetModules();
});

describe('passwords', () => {
  test('are argon2id with the parameters OWASP asks for, salted', async () => {
    const [first, second] = await Promise.all([hashPassword('secret'), hashPassword('secret')]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
    expect(await verifyPassword(first, 'secret')).toBe(true);
    expect(await verifyPassword(first, 'Secret')).toBe(false);
  });

  test('an account that is not there costs the same work as one that is', async () => {
    const known = await hashPassword('secret');
    const workOf = async (hash: string | undefined): Promise<string[]> => {
      vi.mocked(verify).mockClear();
      expect(await verifyPassword(hash, 'guess')).toBe(false);
      return vi.mocked(verify).mock.calls.map(([checked]) => String(checked).split('$').slice(0, 4).join('$'));
    };
    expect(await workOf(undefined)).toEqual(await workOf(known));
    expect(await workOf(undefined)).toEqual(['$argon2id$v=19$m=19456,t=2,p=1']);
  });

  test('nobody gets in with the decoy’s password', async () => {
    expect(await verifyPassword(undefined, 'a password that nobody has')).toBe(false);
  });
});

describe('access tokens', () => {
  const secret = 'a-secret-of-at-least-thirty-two-bytes';
  const issuer = 'https://transkeep.test';
  const tokens = createAccessTokens({ secret, issuer });
  const identity = {
    userId: '0b9fbc7e-6a1c-4f0e-9c39-0d6f3b3f9d11',
    sessionId: '1b9fbc7e-6a1c-4f0e-9c39-0d6f3b3f9d12',
    role: 'user',
  } as const;
  const now = Math.floor(Date.now() / 1000);
  const good = {
    iss: issuer,
    aud: 'transkeep-api',
    sub: identity.userId,
    sid: identity.sessionId,
    role: 'user',
    jti: 'x',
    iat: now,
    exp: now + 60,
  };
  const forge = (claims: object, { key = secret, header = {} }: { key?: string; header?: object } = {}): Promise<string> =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256', typ: 'JWT', ...header }).sign(new TextEncoder().encode(key));

  test('say who asks', async () => {
    expect(await tokens.verify(await tokens.sign(identity))).toEqual(identity);
    expect(await tokens.verify(await forge(good))).toEqual(identity);
  });

  test.each(Object.keys(good))('without %s are refused', async (claim) => {
    const { [claim as 'iss']: _without, ...rest } = good;
    await expect(forge(rest).then(tokens.verify)).rejects.toThrow(InvalidTokenError);
  });

  test.each([
    ['expired', { ...good, exp: now - 1 }],
    ['of another issuer', { ...good, iss: 'https://evil.example' }],
    ['for another audience', { ...good, aud: 'other' }],
    ['with a subject that is no id', { ...good, sub: "' OR 1=1" }],
    ['with a session that is no id', { ...good, sid: 'x' }],
    ['with a role we do not have', { ...good, role: 'root' }],
    ['that expire before they were issued', { ...good, iat: now + 120 }],
    ['with claims of other types', { ...good, jti: 1 }],
  ])('%s are refused', async (_name, claims) => {
    await expect(forge(claims).then(tokens.verify)).rejects.toThrow(InvalidTokenError);
  });

  test.each([
    ['another key', { key: 'another-secret-of-at-least-32-bytes!' }],
    ['a kid', { header: { kid: '../../dev/null' } }],
    ['a jku', { header: { jku: 'https://evil.example/keys' } }],
    ['another type', { header: { typ: 'at+jwt' } }],
    ['another algorithm', { header: { alg: 'HS512' } }],
  ])('with %s are refused', async (_name, how) => {
    await expect(forge(good, how).then(tokens.verify)).rejects.toThrow(InvalidTokenError);
  });

  test('unsigned, cut or made-up ones are refused', async () => {
    const [header, payload] = (await forge(good)).split('.');
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    for (const token of [`${none}.${payload}.`, `${header}.${payload}.`, 'a.b.c', ''])
      await expect(tokens.verify(token)).rejects.toThrow(InvalidTokenError);
  });
});
