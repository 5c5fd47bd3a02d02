import { randomBytes } from 'node:crypto';
import { rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readHistory } from '../history.ts';
import { relativeHref } from '../html/escape.ts';
import { renderIndex } from './page.ts';

/** How many runs the page lists: whoever needs older ones has `history.jsonl`. */
const MOST_RUNS = 500;

/**
 * Writes `outDir/index.html` anew from `outDir/history.jsonl` and returns its path. Renamed into place from a name of its own, so that
 * readers see the old page or the new one, also when several runs end at once.
 */
export async function writeIndex(outDir: string): Promise<string> {
  const { entries } = await readHistory(join(outDir, 'history.jsonl'));
  const runs = await Promise.all(
    entries.slice(-MOST_RUNS).map(async (entry) => ({ ...entry, hasReport: await isFile(outDir, `${entry.dir}/report.html`) })),
  );
  const path = join(outDir, 'index.html');
  const fresh = `${path}.${randomBytes(4).toString('hex')}.part`;
  await writeFile(fresh, renderIndex(runs));
  await rename(fresh, path);
  return path;
}

/** The history is a file that people can edit: a folder that leads elsewhere is no folder of a run. */
async function isFile(outDir: string, path: string): Promise<boolean> {
  if (relativeHref(path) === undefined || path.includes('\0')) return false;
  const found = await stat(join(outDir, path)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'ENAMETOOLONG') return undefined;
    throw error;
  });
  return found?.isFile() ?? false;
}
