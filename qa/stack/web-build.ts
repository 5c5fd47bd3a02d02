import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repoRoot } from '../setup/locate.mjs';
import { withLock } from '../setup/lock.mjs';
import { type Host, runProgram } from './process.ts';
import { localDir } from './state.ts';

const sourceDir = join(repoRoot, 'app', 'web');
/** Where the build is, and is served from. */
export const webBuildDir = join(sourceDir, 'dist');
const IGNORED = /(^|\/)(dist|node_modules|coverage)(\/|$)|\.test\.tsx?$/;

/** Builds the web app unless its build is up to date with its sources. Takes some seconds when it must. */
export async function buildWeb(host: Host, progress: (text: string) => void): Promise<void> {
  // In the build itself, so that whoever rebuilds it in another way makes it stale.
  const stamp = join(webBuildDir, '.vite', 'sources.sha256');
  await withLock(join(localDir, 'web-build.lock'), async () => {
    const wanted = await hashOfSources();
    if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return;
    progress('building the web app');
    await rm(stamp, { force: true });
    const vite = join(repoRoot, 'node_modules', 'vite', 'bin', 'vite.js');
    await runProgram({ name: 'web-build', command: process.execPath, args: [vite, 'build', sourceDir], cwd: repoRoot }, host);
    await writeFile(stamp, wanted);
  });
}

async function hashOfSources(): Promise<string> {
  const files = (await readdir(sourceDir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !IGNORED.test(file.slice(sourceDir.length)))
    .sort();
  const hash = createHash('sha256');
  for (const file of [join(repoRoot, 'package-lock.json'), ...files]) {
    hash.update(`${file.slice(repoRoot.length)}\0`).update(await readFile(file));
  }
  return hash.digest('hex');
}

/** Set-up runs this file once, so that the first start of the system need not build. */
if (import.meta.main) {
  const logDir = join(localDir, 'logs', 'set-up');
  await mkdir(logDir, { recursive: true });
  await buildWeb({ logDir }, () => {});
}
