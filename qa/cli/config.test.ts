import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { criteria } from '../criteria/index.ts';
import { loadAttestations } from '../run/verdicts/attestations.ts';
import { attestationsFileOf } from './config.ts';

const word = {
  clause: 'QA-05.real-iphone',
  who: 'Ana',
  what: 'all journeys, iPhone 17',
  when: '2026-11-20',
  commit: 'a'.repeat(40),
  expires: '2026-12-31',
};

let folder: string;
let config: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'config-'));
  config = join(folder, 'launch.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('attestations that stand in the configuration are taken from there', async () => {
  await writeFile(config, JSON.stringify({ awsProfile: 'launch', attestations: [word] }));
  expect(await attestationsFileOf({ config, attestations: undefined })).toBe(config);
  expect(await loadAttestations(config, criteria)).toEqual([word]);
});

test('a configuration without attestations leaves them to their own file', async () => {
  await writeFile(config, '{"awsProfile": "launch"}');
  expect(await attestationsFileOf({ config, attestations: 'words.json' })).toBe('words.json');
  expect(await attestationsFileOf({ config, attestations: undefined })).toBeUndefined();
  expect(await attestationsFileOf({ config: undefined, attestations: 'words.json' })).toBe('words.json');
});

test.each([
  ['both name some', '{"attestations": []}', 'words.json', /launch\.json and in words\.json: put them into one/],
  ['it is not there', undefined, undefined, /cannot read .*launch\.json, the configuration of the target/],
  ['it is no JSON', 'profile: launch', undefined, /launch\.json: not JSON/],
  ['it is a list', '[]', undefined, /a configuration is a JSON object/],
])('%s: one line that says so', async (_, content, attestations, message) => {
  if (content !== undefined) await writeFile(config, content);
  await expect(attestationsFileOf({ config, attestations })).rejects.toThrow(message);
});
