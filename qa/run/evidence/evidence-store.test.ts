import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Type } from 'typebox';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EvidenceError, HarnessError } from '../errors.ts';
import { openGateFolder, readJudged, saveEvidence, saveEvidenceFile, saveJudged, storing, writeManifest } from './evidence-store.ts';

const schema = Type.Object({ count: Type.Number() });
let runDir: string;

beforeEach(async () => {
  runDir = await mkdtemp(join(tmpdir(), 'store-'));
  await openGateFolder(runDir, 'g');
});
afterEach(() => rm(runDir, { recursive: true, force: true }));

async function saveAll(): Promise<void> {
  await saveEvidence(runDir, 'g', 'raw/one.txt', 'one');
  await saveJudged(runDir, 'g', schema, { count: 3 });
  await writeManifest(runDir, {
    gate: 'g',
    startedAt: 'a',
    finishedAt: 'b',
    commands: [{ command: 'x', exitCode: null }],
    tools: { node: 'v24' },
  });
}
const path = (name: string) => join(runDir, 'evidence/g', name);

test('reads back what was saved, with every file named by its hash', async () => {
  await saveAll();
  const { evidence, manifest } = await readJudged(runDir, 'g', schema);
  expect(evidence).toEqual({ count: 3 });
  expect(manifest.files).toEqual([
    { path: 'evidence/g/evidence.json', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    { path: 'evidence/g/raw/one.txt', sha256: '7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed' },
  ]);
});

describe('evidence that was tampered with', () => {
  test.each<[string, () => Promise<unknown>, RegExp]>([
    ['changed', () => writeFile(path('raw/one.txt'), 'two'), /raw\/one.txt was changed/],
    ['deleted', () => rm(path('raw/one.txt')), /raw\/one.txt is missing/],
    ['judged file changed', () => writeFile(path('evidence.json'), '{"count":4}'), /evidence.json was changed/],
    ['manifest gone', () => rm(path('manifest.json')), /manifest.json is missing/],
    [
      'manifest cut short',
      async () => writeFile(path('manifest.json'), (await readFile(path('manifest.json'), 'utf8')).slice(0, 40)),
      /not JSON/,
    ],
    ['manifest of another gate', () => writeFile(path('manifest.json'), '{"gate":"h"}'), /not this gate's manifest/],
    [
      'judged file left out of the manifest',
      async () => {
        const manifest = JSON.parse(await readFile(path('manifest.json'), 'utf8'));
        manifest.files = manifest.files.slice(1);
        await writeFile(path('manifest.json'), JSON.stringify(manifest));
      },
      /left no evidence.json/,
    ],
  ])('%s', async (_name, tamper, message) => {
    await saveAll();
    await tamper();
    await expect(readJudged(runDir, 'g', schema)).rejects.toThrow(EvidenceError);
    await expect(readJudged(runDir, 'g', schema)).rejects.toThrow(message);
  });
});

test('a raw file may be called manifest.json in a folder of its own, and is hashed like any other', async () => {
  await saveEvidence(runDir, 'g', 'cdk/manifest.json', '{}');
  await saveAll();
  expect((await readJudged(runDir, 'g', schema)).manifest.files.map(({ path: name }) => name)).toContain('evidence/g/cdk/manifest.json');
});

test('is append-only, and stays in its folder', async () => {
  await saveEvidence(runDir, 'g', 'one.txt', '1');
  await expect(saveEvidence(runDir, 'g', 'one.txt', '2')).rejects.toThrow('evidence called one.txt was saved already');
  await expect(saveEvidence(runDir, 'g', '../h/one.txt', '2')).rejects.toThrow('evidence cannot be called ../h/one.txt');
  await expect(saveEvidence(runDir, 'g', 'manifest.json', '2')).rejects.toThrow(EvidenceError);
  await expect(saveEvidence(runDir, 'g', 'x/../manifest.json', '2')).rejects.toThrow(EvidenceError);
  await writeFile(join(runDir, 'tool.bin'), '1');
  await saveEvidenceFile(runDir, 'g', 'copy.bin', join(runDir, 'tool.bin'));
  await expect(saveEvidenceFile(runDir, 'g', 'copy.bin', join(runDir, 'tool.bin'))).rejects.toThrow('saved already');
});

test('refuses misshapen evidence, also where JSON loses it on the way', async () => {
  await expect(saveJudged(runDir, 'g', schema, { count: Number.NaN })).rejects.toThrow('misshapen: /count must be number');
  await expect(saveJudged(runDir, 'g', schema, undefined)).rejects.toThrow('gathered nothing');
});

test.each(['ENOSPC', 'EROFS', 'EACCES', 'EDQUOT'])(
  '%s is the harness’s failure, with what to do; other errors stay what they are',
  async (code) => {
    const fail = () => Promise.reject(Object.assign(new Error(`${code}: write`), { code }));
    await expect(storing(fail)).rejects.toThrow(HarnessError);
    await expect(storing(fail)).rejects.toThrow(/cannot write evidence: .* --out/);
    await expect(storing(() => Promise.reject(new TypeError('x')))).rejects.toThrow(TypeError);
  },
);
