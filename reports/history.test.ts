import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SAMPLE_RUNS } from './fixtures/runs.ts';
import { appendHistory, type HistoryEntry, historyEntry, readHistory } from './history.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'history-'));
  file = join(folder, 'history.jsonl');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const [report] = Object.values(SAMPLE_RUNS).map((make) => (typeof make === 'function' ? make() : make));
if (!report) throw new Error('no sample run');
const entry = historyEntry(report, report.runId);
const at = (startedAt: string): HistoryEntry => ({ ...entry, startedAt, runId: startedAt });

test('keeps of a run what a later one is compared against', async () => {
  await appendHistory(file, entry);
  const { entries, problems } = await readHistory(file);
  expect(problems).toEqual([]);
  expect(entries).toEqual([entry]);
  expect(Object.keys(entry.verdicts)).toHaveLength(report.criteria.flatMap(({ clauses }) => clauses).length);
  expect(Object.keys(entry.values).length).toBeGreaterThan(0);
  expect(Object.keys(entry.intervals).length).toBeGreaterThan(0);
});

test('no file is an empty history; runs come oldest first, whoever wrote first', async () => {
  expect(await readHistory(file)).toEqual({ entries: [], problems: [] });
  await appendHistory(file, at('2026-11-22T11:00:00.000Z'));
  await appendHistory(file, at('2026-11-22T10:00:00.000Z'));
  expect((await readHistory(file)).entries.map(({ runId }) => runId)).toEqual(['2026-11-22T10:00:00.000Z', '2026-11-22T11:00:00.000Z']);
});

describe('a line that is none', () => {
  test('torn at the end: said, the rest stands, and the next line is whole', async () => {
    await appendHistory(file, at('2026-11-22T10:00:00.000Z'));
    await appendHistory(file, at('2026-11-22T11:00:00.000Z'));
    const { length } = await readFile(file);
    await truncate(file, length - 100);
    const torn = await readHistory(file);
    expect(torn.entries.map(({ runId }) => runId)).toEqual(['2026-11-22T10:00:00.000Z']);
    expect(torn.problems).toEqual([expect.stringContaining('line 4 is torn or not ours')]);
    await appendHistory(file, at('2026-11-22T12:00:00.000Z'));
    expect((await readHistory(file)).entries).toHaveLength(2);
  });

  test('not ours: said', async () => {
    await writeFile(file, '{"schema":"other/1"}\n[]\nnull\n');
    await appendFile(file, `"${'x'.repeat(2 * 1024 * 1024)}"\n`);
    expect((await readHistory(file)).problems).toHaveLength(4);
  });

  test('a folder in its place is an error, not an empty history', async () => {
    await expect(readHistory(folder)).rejects.toThrow('EISDIR');
  });
});

test('8 processes that append 50 lines each at the same time lose and tear nothing', async () => {
  const script = join(folder, 'writer.ts');
  await writeFile(
    script,
    `import { appendHistory } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'history.ts')).href)};
     const entry = JSON.parse(process.env.ENTRY ?? '');
     for (let index = 0; index < 50; index += 1) await appendHistory(process.env.FILE ?? '', { ...entry, runId: process.pid + '-' + index });`,
  );
  const writers = Array.from({ length: 8 }, () =>
    spawn(process.execPath, [script], {
      env: { ...process.env, FILE: file, ENTRY: JSON.stringify(entry) },
      stdio: ['ignore', 'inherit', 'inherit'],
    }),
  );
  expect((await Promise.all(writers.map((writer) => once(writer, 'exit')))).map(([code]) => code)).toEqual(Array(8).fill(0));
  const { entries, problems } = await readHistory(file);
  expect(problems).toEqual([]);
  expect(new Set(entries.map(({ runId }) => runId)).size).toBe(400);
}, 60_000);
