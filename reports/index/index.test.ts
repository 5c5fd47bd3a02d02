import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PAYLOADS } from '../fixtures/hostile.ts';
import { goRun, noGoRun } from '../fixtures/runs.ts';
import { appendHistory, historyEntry } from '../history.ts';
import { hrefsOf, tagsOf } from '../html/read-page.ts';
import { writeIndex } from './write.ts';

let outDir: string;
let history: string;
beforeEach(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'transkeep-index-'));
  history = join(outDir, 'history.jsonl');
});
afterEach(() => rm(outDir, { recursive: true }));

const written = async () => readFile(await writeIndex(outDir), 'utf8');

it('lists the runs newest first, and links the reports that are there', async () => {
  const older = { ...historyEntry(goRun(), 'old'), startedAt: '2026-11-01T00:00:00.000Z', runId: 'the-older-run' };
  await appendHistory(history, historyEntry(noGoRun(), 'new'));
  await appendHistory(history, older);
  await mkdir(join(outDir, 'old'));
  await writeFile(join(outDir, 'old/report.html'), '');
  const page = await written();
  expect(hrefsOf(page).filter((href) => !href.startsWith('#'))).toEqual(['old/report.html']);
  expect(page.indexOf(noGoRun().runId)).toBeLessThan(page.indexOf('the-older-run'));
  expect(page).toContain('Last GO: 1 Nov 2026');
  expect(page).toContain('its report is not here any more');
  expect((await readdir(outDir)).sort()).toEqual(['history.jsonl', 'index.html', 'old']);
});

it('says so when there is no run yet, or none that can be read', async () => {
  expect(await written()).toContain('No whole run has been finished yet.');
  await writeFile(history, '{"schema":"transkeep-history/1","runId":\n');
  expect(await written()).toContain('No whole run has been finished yet.');
});

it('makes no element and no link out of a history that someone edited', async () => {
  await appendHistory(history, historyEntry(noGoRun(), 'run'));
  const known = new Set(tagsOf(await written()));
  for (const text of [...PAYLOADS, '../..', '/etc', 'javascript:alert(1)//'])
    await appendHistory(history, { ...historyEntry(noGoRun(), text), runId: text, commit: text, target: text, startedAt: text });
  const page = await written();
  expect(tagsOf(page).filter((tag) => !known.has(tag))).toEqual([]);
  expect(hrefsOf(page).filter((href) => !href.startsWith('#'))).toEqual([]);
});
