import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fakeHarness, fakePlace } from '../run/fixtures/fake-harness.ts';
import { claim } from '../run/owner.ts';
import { proveFaults } from './prove.ts';

test('a second session in the same checkout is refused in one line that names the first', async () => {
  const place = fakePlace();
  onTestFinished(() => rm(place, { recursive: true, force: true }));
  const harness = fakeHarness(place, []);
  const proofs = join(harness.repoRoot, '.local/proofs');
  await mkdir(proofs, { recursive: true });
  const release = await claim(proofs);
  const second = proveFaults({ command: 'prove', ids: [], all: false, stale: false, out: join(place, 'elsewhere') }, harness, true);
  await expect(second).rejects.toThrow(`is still being written by process ${process.pid}`);
  await release();
  expect(await readdir(proofs)).toEqual([]);
});
