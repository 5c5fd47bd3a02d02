import { mkdir, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StackHandle } from '@transkeep/reports/contract/index.ts';
import { localDir, stackFileName } from './state.ts';

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
 * Writes `.local/stack-<id>.json`, readable by its owner only, as there are tokens in it; for the stack a person
 * started, `.local/stack.json` points to it. Returns how to remove them.
 */
export async function writeStackFile(handle: StackHandle, id: string, newest: boolean): Promise<() => Promise<void>> {
  const name = stackFileName(id);
  const file = join(localDir, name);
  const pointer = join(localDir, 'stack.json');
  await mkdir(localDir, { recursive: true });
  // Renamed into place, both: a tool that polls for them never reads half a file.
  await writeFile(`${file}.new`, `${JSON.stringify(publicPart(handle), null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  if (newest) {
    await symlink(name, `${pointer}.${process.pid}`);
    await rename(`${pointer}.${process.pid}`, pointer);
  }
  return async () => {
    await rm(file, { force: true });
    // Another stack may have become the newest meanwhile.
    if (newest && (await readlink(pointer)) === name) await rm(pointer);
  };
}
