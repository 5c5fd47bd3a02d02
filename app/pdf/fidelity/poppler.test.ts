import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PopplerFailure, PopplerFile } from './poppler.ts';

let programs: string;
beforeEach(async () => {
  programs = await mkdtemp(join(tmpdir(), 'transkeep-poppler-test-'));
  vi.stubEnv('PATH', programs);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(programs, { recursive: true });
});

test.each([
  ['is missing', undefined, 'pdftoppm is missing (install poppler-utils)'],
  ['fails', 'echo first >&2; echo second >&2; exit 3', 'pdftoppm failed (3): first'],
  ['fails without a word', 'exit 1', 'pdftoppm failed (1)'],
  ['is killed', 'kill -9 $$', 'pdftoppm failed (SIGKILL)'],
  ['draws fewer pages', 'exit 0', 'pdftoppm drew 0 of the pages 1 to 2'],
  ['draws no picture', 'echo hello', 'pdftoppm wrote something else than pictures'],
])('where it %s one line says why, without the password', async (_what, script, message) => {
  if (script) {
    await writeFile(join(programs, 'pdftoppm'), `#!/bin/sh\n${script}\n`);
    await chmod(join(programs, 'pdftoppm'), 0o755);
  }
  const drawn = PopplerFile.open([{ pdf: Buffer.from('%PDF'), password: 'secret' }], async ([file]) => file?.rasters({ from: 1, to: 2 }));
  const error = await drawn.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(PopplerFailure);
  expect(error).toMatchObject({ message });
  expect(inspect(error)).not.toContain('secret');
});

test('where no files can be made for it that is its failure, too', async () => {
  vi.stubEnv('TMPDIR', join(programs, 'nowhere'));
  await expect(PopplerFile.open([], async () => {})).rejects.toThrow(PopplerFailure);
});
