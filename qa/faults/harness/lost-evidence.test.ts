import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Bench, fakeVitest, passedFile, said } from './bench.ts';

/** Everything that can happen to a file between gathering and judging. */
const DAMAGES: Readonly<Record<string, (file: string) => Promise<void>>> = {
  deleted: (file) => rm(file),
  emptied: (file) => truncate(file),
  'cut in half': async (file) => truncate(file, Math.floor((await readFile(file)).length / 2)),
  'one byte changed': async (file) => {
    const content = await readFile(file);
    content[0] = (content[0] ?? 0) ^ 1;
    await writeFile(file, content);
  },
};

test.each(Object.entries(DAMAGES))(
  'evidence %s between gathering and judging is never a pass, whichever file it is',
  async (_name, damage) => {
    await using bench = await Bench.open(
      fakeVitest({ declared: [{ file: '/a.test.ts' }], results: [passedFile('/a.test.ts', 1)], coverage: {} }),
    );
    const result = await bench.gather('unit-tests');
    const folder = join(bench.runDir, 'evidence/unit-tests');
    const files = await readdir(folder);
    expect(files).toEqual(expect.arrayContaining(['evidence.json', 'manifest.json', 'vitest-results.json']));
    for (const name of files) {
      const original = await readFile(join(folder, name));
      expect(said(await bench.judge(result)).verdicts).toEqual(['PASS']);
      await damage(join(folder, name));
      const judgement = said(await bench.judge(result));
      expect(judgement.verdicts, name).toEqual(['INCONCLUSIVE']);
      expect(judgement.why).toMatch(new RegExp(`unit-tests could not be judged: .*(${name}|manifest)`));
      await writeFile(join(folder, name), original);
    }
  },
);

test('a whole folder of evidence that is gone is never a pass', async () => {
  await using bench = await Bench.open(
    fakeVitest({ declared: [{ file: '/a.test.ts' }], results: [passedFile('/a.test.ts', 1)], coverage: {} }),
  );
  const result = await bench.gather('unit-tests');
  await rm(join(bench.runDir, 'evidence/unit-tests'), { recursive: true });
  expect(said(await bench.judge(result))).toEqual({
    verdicts: ['INCONCLUSIVE'],
    why: 'unit-tests could not be judged: unit-tests/manifest.json is missing',
  });
});
