import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installedModes, pairOfMode } from './modes.ts';

test.each([
  ['eng-spa', { from: 'en', to: 'es' }],
  ['spa-eng_US', { from: 'es', to: 'en-US' }],
  ['eng-cat_valencia', { from: 'en', to: 'ca-valencia' }],
  ['en-es', { from: 'en', to: 'es' }],
  ['eng-spa-tagger', undefined],
  ['README', undefined],
  ['eng-spa_1', undefined],
])('%s', (name, pair) => {
  expect(pairOfMode(name)).toEqual(pair);
});

test('lists what is installed, sorted; nothing when Apertium is not there', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'modes-'));
  for (const name of ['spa-eng.mode', 'eng-spa.mode', 'eng-spa-morph.mode', 'README']) await writeFile(join(dir, name), '');
  expect((await installedModes(dir)).map(({ name }) => name)).toEqual(['eng-spa', 'spa-eng']);
  await rm(dir, { recursive: true });
  expect(await installedModes(dir)).toEqual([]);
});
