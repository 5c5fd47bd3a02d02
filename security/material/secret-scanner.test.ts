import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSecretScanner, entropyOf, findGeneric } from './secret-scanner.ts';

const random = randomBytes(24).toString('hex');

describe('generic secrets', () => {
  it.each([
    ['code', `const apiKey = '${random}';`],
    ['JSON', `{ "clientSecret": "${random}" }`],
    ['an environment file', `JWT_SECRET=${random}`],
    ['an address', `postgres://app:${random}@db:5432/app`],
  ])('are found in %s, and not told', (_, content) => {
    const findings = findGeneric('file', content);
    expect(findings).toHaveLength(1);
    expect(JSON.stringify(findings)).not.toContain(random);
  });

  it.each([
    ['a name', "const tokenUrl = 'application/problem+json';"],
    ['a reference', 'JWT_SECRET=$JWT_SECRET_1_FROM_STORE'],
    ['a path', "secretFile: '/run/secrets/transkeep-jwt-2'"],
    ['words', "password: 'correct-horse-battery-staple'"],
    ['a lock’s hash', `"integrity": "sha512-${randomBytes(48).toString('base64')}"`],
  ])('are not seen in %s', (_, content) => {
    expect(findGeneric('file', content)).toEqual([]);
  });

  it('say the line they stand in', () => {
    expect(findGeneric('file', `\n\nconst token = "${random}"`)[0]).toMatchObject({ where: 'file', line: 3, rule: 'generic-entropy' });
  });
});

describe('known kinds of keys', () => {
  it('are found by secretlint, and not told', async () => {
    const scanner = await createSecretScanner(process.cwd());
    const key = `AKIA${'ABCDEFGHIJKLMNOP'}`;
    const findings = await scanner.scan('aws.ini', `aws_access_key_id=${key}\naws_secret_access_key=${randomBytes(20).toString('hex')}\n`);
    expect(findings.map(({ rule }) => rule)).toContain('secretlint-rule-aws');
    expect(JSON.stringify(findings)).not.toContain(key);
  });
});

describe('entropy', () => {
  it.each([
    ['aaaaaaaa', 0],
    ['abababab', 1],
    ['abcdefgh', 3],
  ])('of %s is %d bits', (value, bits) => {
    expect(entropyOf(value)).toBeCloseTo(bits);
  });
});
