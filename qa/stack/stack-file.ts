import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StackHandle } from '@transkeep/reports/contract/index.ts';
import { localDir } from './state.ts';

/** What outside tools get to know: not the key that signs tokens, nor the owner's way into the database. */
function publicPart({
  jwtSecret: _jwtSecret,
  userSeeder: _userSeeder,
  logDir: _logDir,
  httpUrl: _httpUrl,
  ...shared
}: StackHandle): object {
  return shared;
}

/**
 * Writes `.local/stack-<id>.json`, and `.local/stack.json` for the stack a person started; readable by its owner only,
 * as there are tokens in it. Returns how to remove them.
 */
export async function writeStackFile(handle: StackHandle, id: string, newest: boolean): Promise<() => Promise<void>> {
  await mkdir(localDir, { recursive: true });
  const files = [join(localDir, `stack-${id}.json`), ...(newest ? [join(localDir, 'stack.json')] : [])];
  for (const file of files) {
    // Renamed into place: a tool that polls for the file never reads half of it.
    await writeFile(`${file}.new`, `${JSON.stringify(publicPart(handle), null, 2)}\n`, { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
  return async () => {
    await Promise.all(files.map((file) => rm(file, { force: true })));
  };
}
