// @vitest-environment node
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compressFolder } from './precompress.ts';

test('writes copies that decompress to the original, and only where they help', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'precompress-'));
  try {
    const script = 'export const words = "again and again";\n'.repeat(200);
    await writeFile(join(folder, 'a.js'), script);
    await writeFile(join(folder, 'tiny.css'), 'a{}');
    await writeFile(join(folder, 'font.woff2'), 'x'.repeat(4000));
    await compressFolder(folder);
    await compressFolder(folder);
    expect((await readdir(folder)).sort()).toEqual(['a.js', 'a.js.br', 'a.js.gz', 'font.woff2', 'tiny.css']);
    expect(brotliDecompressSync(await readFile(join(folder, 'a.js.br'))).toString()).toBe(script);
    expect(gunzipSync(await readFile(join(folder, 'a.js.gz'))).toString()).toBe(script);
  } finally {
    await rm(folder, { recursive: true });
  }
});
