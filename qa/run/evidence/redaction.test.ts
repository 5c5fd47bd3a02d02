import { gunzipSync, gzipSync } from 'node:zlib';
import type { StackHandle } from '@transkeep/reports/contract/index.ts';
import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { createRedactor } from './redaction.ts';
import { secretsOf } from './secrets.ts';

const stack = {
  users: [{ email: 'ana@example.org', password: 'kfwq-2mzt-x7ha', accessToken: 'opaque-token-4711' }],
  jwtSecret: 'signing-key-0815',
  s3: { endpoint: 'http://127.0.0.1', bucket: 'b', accessKeyId: 'id', secretAccessKey: 's3/secret+42' },
  databaseUrl: 'postgres://app:p%40ssw0rd-1@127.0.0.1/db',
  queueRedisUrl: 'redis://:redis-pass-9@127.0.0.1',
  cacheRedisUrl: 'redis://127.0.0.1',
} as unknown as StackHandle;
const env = {
  NPM_TOKEN: 'npm_0123456789',
  my_api_key: 'key-0123456789',
  SSH_AUTH_SOCK: '/tmp/ssh-1/agent',
  PGPASSWORD: 'postgres',
  AUTHOR_NAME: 'Ana Example 1',
  MONKEY: 'banana-12345',
  BROKER: 'amqp://user:br0ker-pass@host',
};

const secrets = secretsOf(stack, env);
const { text, values, bytes } = createRedactor(secrets);

test('knows the secrets of the system and of the environment, and leaves words alone', () => {
  expect(secrets.map(({ value }) => value).sort()).toEqual(
    [
      'kfwq-2mzt-x7ha',
      'opaque-token-4711',
      'signing-key-0815',
      's3/secret+42',
      'p%40ssw0rd-1',
      'p@ssw0rd-1',
      'redis-pass-9',
      'redis-pass-9',
      'npm_0123456789',
      'key-0123456789',
      'br0ker-pass',
      'br0ker-pass',
    ].sort(),
  );
});

describe('takes out what opens something', () => {
  test.each([
    ['a known value', 'signed in with kfwq-2mzt-x7ha.', 'signed in with [redacted].'],
    ['inside a URL', 'GET /?p=s3%2Fsecret%2B42&x', 'GET /?p=[redacted]&x'],
    ['a token nobody knew', 'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', 'got [redacted]'],
    ['a header', 'Authorization: Bearer abcdefgh12345678', 'Authorization: Bearer [redacted]'],
    ['a header in JSON', '{"authorization":"Basic dXNlcjpwYXNzd29yZA=="}', '{"authorization":"Basic [redacted]"}'],
    ['a header of a recording', '{"name":"Authorization","value":"Bearer abcdefgh"}', '{"name":"Authorization","value":"[redacted]"}'],
    [
      'a cookie, not its attributes',
      'set-cookie: refresh=0123456789abcdef; Max-Age=2592000; Secure',
      'set-cookie: refresh=[redacted]; Max-Age=2592000; Secure',
    ],
    ['credentials in a URL', 'postgres://app:hunter2@db/x', 'postgres://app:[redacted]@db/x'],
    ['a signed URL', 'https://b/o?X-Amz-Signature=0a1b2c&x=1', 'https://b/o?X-Amz-Signature=[redacted]&x=1'],
    ['a refresh token in an answer', '{"refreshToken":"0123456789abcdef"}', '{"refreshToken":"[redacted]"}'],
    ['a key', '-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----', '[redacted]'],
  ])('%s', (_name, dirty, clean) => {
    expect(text(dirty)).toBe(clean);
  });

  test.each([
    'basic translation of a page',
    'the bearer of bad news',
    'Cookie policy: see below',
    '{"password":"short"}',
    'https://host:8443/a@b',
    'token expired',
  ])('leaves «%s» as it is', (plain) => {
    expect(text(plain)).toBe(plain);
  });
});

test('looks into gzip and zip, and touches nothing that is clean or no text', () => {
  const dirty = Buffer.from('password kfwq-2mzt-x7ha');
  expect(gunzipSync(bytes(gzipSync(dirty))).toString()).toBe('password [redacted]');
  const zip = unzipSync(bytes(zipSync({ 'a.txt': dirty, 'b.png': Buffer.from([0, 1, 2]) })));
  expect(Object.entries(zip).map(([name, content]) => [name, Buffer.from(content).toString('latin1')])).toEqual([
    ['a.txt', 'password [redacted]'],
    ['b.png', '\u0000\u0001\u0002'],
  ]);
  for (const clean of [
    gzipSync('nothing'),
    zipSync({ a: Buffer.from('nothing') }),
    Buffer.from([137, 0, 1]),
    Buffer.from([0x1f, 0x8b, 9]),
    Buffer.from('PK'),
  ])
    expect(bytes(clean)).toBe(clean);
});

test('leaves in what is judged whatever only looks like a secret: a gate may be looking for it', () => {
  const found = '{"template":"postgres://app:hunter2@db, eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln","said":"kfwq-2mzt-x7ha"}';
  expect(values(found)).toBe(found.replace('kfwq-2mzt-x7ha', '[redacted]'));
});

test('of any JSON, no secret stays, and it stays JSON of the same shape', () => {
  const secret = fc.constantFrom(...secrets.map(({ value }) => value));
  const name = fc.oneof(fc.string(), fc.constantFrom('authorization', 'cookie', 'password', 'accessToken', 'name', 'value', 'set-cookie'));
  const leaf = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom('Authorization: Bearer', 'postgres://a:b', '-----BEGIN PRIVATE KEY-----', 'cookie: a=0123456789'),
    fc.tuple(fc.string(), secret, fc.string()).map((parts) => parts.join('')),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('tree'), { maxLength: 4 }), fc.dictionary(name, tie('tree'), { maxKeys: 4 })),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const clean = text(JSON.stringify(value));
      for (const { value: needle } of secrets) expect(clean).not.toContain(JSON.stringify(needle).slice(1, -1));
      expect(shapeOf(JSON.parse(clean))).toEqual(shapeOf(value));
      expect(text(clean)).toBe(clean);
    }),
    { numRuns: 2_000 },
  );
});

/** The value with every string made empty; keys by number, as a key may hold a secret, too. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value === 'object' && value !== null) return Object.values(value).map(shapeOf);
  return typeof value === 'string' ? '' : value;
}
