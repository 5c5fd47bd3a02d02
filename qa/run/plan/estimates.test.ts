import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pastDurations } from './estimates.ts';

test('the median of the last runs of the same profile; what is damaged, unfinished or foreign counts nothing', async () => {
  const outDir = await mkdtemp(join(tmpdir(), 'estimates-'));
  const run = async (name: string, content: unknown) => {
    await mkdir(join(outDir, name));
    if (content !== undefined)
      await writeFile(join(outDir, name, 'run.json'), typeof content === 'string' ? content : JSON.stringify(content));
  };
  const took = (durationMs: number, profile = 'full', outcome = 'ran') => ({ profile, gates: [{ id: 'axe', outcome, durationMs }] });
  for (const [day, ms] of [10, 20, 30, 99, 40, 50].entries()) await run(`2026010${day + 1}T000000Z-abc-1`, took(ms));
  await run('20260107T000000Z-abc-1', took(7_000, 'smoke'));
  await run('20260108T000000Z-abc-1', took(8_000, 'full', 'failed'));
  await run('20260109T000000Z-abc-1', '{ "profile":');
  await run('20260110T000000Z-abc-1', undefined);
  await run('20260111T000000Z-abc-1', took(-5));
  await run('notes', took(5));
  // The last five answers: 20, 30, 99, 40, 50.
  expect([...(await pastDurations(outDir, 'full'))]).toEqual([['axe', 40]]);
  expect([...(await pastDurations(outDir, 'smoke'))]).toEqual([['axe', 7_000]]);
  await rm(outDir, { recursive: true });
  expect([...(await pastDurations(outDir, 'full'))]).toEqual([]);
});
