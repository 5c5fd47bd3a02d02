import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deleteLeaks } from './leaks.ts';

const canary = { what: 'the canary', value: 'canary-"4711"' };
const dirty = Buffer.from(`some ${canary.value} thing`);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leaks-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('finds a secret wherever it was kept, deletes that file and no other', async () => {
  await mkdir(join(folder, 'deep'));
  const files: Record<string, Uint8Array> = {
    'plain.txt': dirty,
    'deep/evidence.json': Buffer.from(JSON.stringify({ dirty: dirty.toString() })),
    'address.txt': Buffer.from(encodeURIComponent(canary.value)),
    'picture.png': Buffer.concat([Buffer.from([137, 80, 78, 71, 0]), dirty]),
    'samples.gz': gzipSync(dirty),
    'trace.zip': zipSync({ 'a.txt': dirty }),
    'border.bin': Buffer.concat([Buffer.alloc(1024 * 1024 - 3), Buffer.from(canary.value)]),
    'clean.txt': Buffer.from('canary'),
    'clean.gz': gzipSync('canary'),
    'damaged.gz': Buffer.from([0x1f, 0x8b, 8, 0, 0]),
    'damaged.zip': Buffer.from('PK\u0003\u0004'),
    empty: Buffer.alloc(0),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  const leaks = await deleteLeaks(folder, [canary]);
  const found = ['address.txt', 'border.bin', 'deep/evidence.json', 'picture.png', 'plain.txt', 'samples.gz', 'trace.zip'];
  expect(leaks.map(({ file }) => file).sort()).toEqual(found);
  expect(new Set(leaks.map(({ what }) => what))).toEqual(new Set(['the canary']));
  expect((await readdir(folder)).sort()).toEqual(['clean.gz', 'clean.txt', 'damaged.gz', 'damaged.zip', 'deep', 'empty']);
});

test('nothing to look for, nothing found', async () => {
  await writeFile(join(folder, 'a'), dirty);
  expect(await deleteLeaks(folder, [])).toEqual([]);
});
