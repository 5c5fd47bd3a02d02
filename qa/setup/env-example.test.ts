import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentVariables } from '@transkeep/app/config/environment.ts';
import { describe, expect, it } from 'vitest';
import { envExample } from './env-example.ts';
import { repoRoot } from './locate.mjs';

describe('.env.example', () => {
  it('is what the schema makes of it', () => {
    expect(readFileSync(join(repoRoot, '.env.example'), 'utf8')).toBe(envExample());
  });

  it('names every variable once, and gives no secret a value', () => {
    const lines = envExample().split('\n');
    for (const { name, secret } of environmentVariables) {
      const own = lines.filter((line) => line.replace(/^# /, '').startsWith(`${name}=`));
      expect(own).toHaveLength(1);
      if (secret) expect(own[0]).toMatch(/=$/);
    }
  });

  it('tells required from optional', () => {
    const text = envExample([
      { name: 'DATABASE_URL', description: 'Where', required: true, secret: true, default: undefined },
      { name: 'PORT', description: 'Port', required: false, secret: false, default: undefined },
      { name: 'HOST', description: 'Address', required: false, secret: false, default: '::1' },
    ]);
    expect(text).toContain('# Where (required, secret)\nDATABASE_URL=\n\n# Port\n# PORT=\n\n# Address\nHOST=::1\n');
  });
});
