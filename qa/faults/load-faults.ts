import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HarnessError } from '../run/errors.ts';
import type { Fault } from './fault.ts';

/** Where faults are: one file each, found by being there. */
const seededDir = join(import.meta.dirname, 'seeded');

/** Every seeded fault, by id in alphabetical order. Throws HarnessError for one that is not called like its file. */
export async function loadFaults(): Promise<Fault[]> {
  const files = (await readdir(seededDir)).filter((name) => name.endsWith('.ts')).sort();
  return Promise.all(
    files.map(async (file) => {
      const { default: fault } = (await import(pathToFileURL(join(seededDir, file)).href)) as { default: Fault };
      if (`${fault.id}.ts` !== file) throw new HarnessError(`the fault in ${file} calls itself ${fault.id}`);
      return fault;
    }),
  );
}
