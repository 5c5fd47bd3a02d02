import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../contract/index.ts';
import { PICTURES } from '../fixtures/pictures.ts';
import { noGoRun } from '../fixtures/runs.ts';
import { readCpuProfile } from './cpu-profile.ts';
import { pictureKind } from './picture.ts';
import { readExhibits } from './read.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'transkeep-exhibits-'));
  await mkdir(join(folder, 'evidence/e2e'), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

const put = (name: string, content: string | Buffer) => writeFile(join(folder, 'evidence/e2e', name), content);

/** The sample with these files as the evidence of one clause each. */
function naming(files: Readonly<Record<string, readonly string[]>>): Report {
  const run = noGoRun();
  for (const clause of run.criteria.flatMap((criterion) => criterion.clauses))
    clause.evidence = (files[clause.id] ?? []).map((path) => ({ path, sha256: 'a'.repeat(64) }));
  return run;
}
const read = (files: Readonly<Record<string, readonly string[]>>) => readExhibits(naming(files), folder);

describe('pictures', () => {
  it.each(Object.entries(PICTURES))('are known by their bytes: %s', (_, { bytes, mime, width, height }) => {
    expect(pictureKind(bytes)).toEqual({ mime, width, height });
    for (let length = 0; length < bytes.length; length += 7) expect(() => pictureKind(bytes.subarray(0, length))).not.toThrow();
  });

  it('are refused when they would unpack to more than a screen can show', () => {
    const huge = Buffer.from(PICTURES.png.bytes);
    huge.writeUInt32BE(60_000, 16);
    huge.writeUInt32BE(60_000, 20);
    expect(pictureKind(huge)).toBeUndefined();
  });

  it('of failing clauses come first; a file that lies about its kind is only counted', async () => {
    await put('late.png', PICTURES.png.bytes);
    await put('first.jpg', PICTURES.jpeg.bytes);
    await put('lies.png', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
    const { pictures, sizes } = await read({
      'QA-03.tone': ['evidence/e2e/late.png'],
      'SEC-05.blocks': ['evidence/e2e/lies.png', 'evidence/e2e/first.jpg', 'evidence/e2e/gone.png'],
    });
    expect(pictures.map(({ path, mime }) => [path, mime])).toEqual([
      ['evidence/e2e/first.jpg', 'image/jpeg'],
      ['evidence/e2e/late.png', 'image/png'],
    ]);
    expect([...sizes.keys()].sort()).toEqual(['evidence/e2e/first.jpg', 'evidence/e2e/late.png', 'evidence/e2e/lies.png']);
  });

  it('stay within the budget', async () => {
    const large = Buffer.concat([PICTURES.jpeg.bytes, Buffer.alloc(590_000)]);
    const names = Array.from({ length: 9 }, (_, index) => `evidence/e2e/${index}.jpg`);
    for (const name of names) await put(name.slice(13), large);
    await put('too-large.jpg', Buffer.concat([large, large]));
    const { pictures, sizes } = await read({ 'SEC-05.blocks': ['evidence/e2e/too-large.jpg', ...names] });
    expect(pictures.map(({ path }) => path)).toEqual(names.slice(0, 4));
    expect(sizes.size).toBe(10);
  });
});

it('never leaves the folder, neither by path nor by link', async () => {
  await writeFile(join(folder, 'secret.png'), PICTURES.png.bytes);
  await symlink('../../secret.png', join(folder, 'evidence/e2e/link.png'));
  await symlink('loop.png', join(folder, 'evidence/e2e/loop.png'));
  const paths = [
    'evidence/../secret.png',
    'evidence/e2e/link.png',
    'evidence/e2e/loop.png',
    'evidence/e2e',
    'evidence/\0.png',
    '/etc/passwd',
  ];
  const { pictures, sizes } = await read({ 'SEC-05.blocks': [...paths, `evidence/${'x'.repeat(5000)}`] });
  expect(pictures).toEqual([]);
  expect([...sizes.keys()]).toEqual([]);
});

it('finds nothing where there is no evidence at all', async () => {
  const { pictures, profiles, sizes } = await readExhibits(noGoRun(), join(folder, 'nowhere'));
  expect([pictures, profiles, [...sizes]]).toEqual([[], [], []]);
});

describe('CPU profiles', () => {
  it('that V8 wrote keep their time, function by function', async () => {
    const session = new Session();
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 200 });
    await session.post('Profiler.start');
    const burn = (until: number): number => {
      let sum = 0;
      while (performance.now() < until) for (let turn = 0; turn < 50_000; turn++) sum += Math.sqrt(sum + turn);
      return sum;
    };
    burn(performance.now() + 60);
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    await put('api.cpuprofile', JSON.stringify(profile));
    const { profiles } = await read({ 'PERF-14.api': ['evidence/e2e/api.cpuprofile'] });
    const graph = profiles[0]?.graph;
    expect(graph?.hottest[0]).toMatchObject({ name: 'burn', origin: 'own', where: expect.stringMatching(/exhibits\.test\.ts:\d+$/) });
    expect(graph?.hottest[0]?.selfMs).toBeGreaterThan((graph?.root.totalMs ?? 0) / 2);
  });

  const frame = (id: number, functionName: string, children: number[] = []) => ({
    id,
    callFrame: { functionName, url: '', lineNumber: -1 },
    children,
  });

  it('count what a sample saw until the next one, and idling apart', () => {
    const nodes = [frame(1, '(root)', [2, 3]), frame(2, 'work'), frame(3, '(idle)')];
    const graph = readCpuProfile(JSON.stringify({ nodes, samples: [2, 3, 2], timeDeltas: [500, 1000, 4000] }));
    expect(graph).toMatchObject({ idleMs: 4, root: { totalMs: 1, children: [{ name: 'work', selfMs: 1 }] } });
  });

  it('that nest without end or in a circle lose no time and end', () => {
    const deep = Array.from({ length: 50_000 }, (_, index) => frame(index, `f${index}`, [index + 1, 0]));
    const graph = readCpuProfile(JSON.stringify({ nodes: deep, samples: [49_999, 49_999], timeDeltas: [0, 7000] }));
    expect(graph?.root.totalMs).toBe(7);
  });

  it.each([
    '',
    '[]',
    '{"nodes":[]}',
    '{"nodes":[{"id":1,"callFrame":{"functionName":"x","url":"","lineNumber":0}}],"samples":[1],"timeDeltas":[1]}',
  ])('that are none give nothing: %s', (text) => {
    expect(readCpuProfile(text)).toBeUndefined();
  });
});
