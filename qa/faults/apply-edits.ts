import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Edit } from './fault.ts';

/** The target of a fault is not where it was: the fault proves nothing until it is brought up to date. */
export class FaultOutdatedError extends Error {
  override readonly name = 'FaultOutdatedError';
}

/** Replaces text that must occur exactly once. Throws FaultOutdatedError otherwise. */
export function applyEdit(text: string, { file, find, replace }: Edit): string {
  const parts = text.split(find);
  if (parts.length !== 2) {
    throw new FaultOutdatedError(`the text to replace occurs ${parts.length - 1} times in ${file}, not once: «${find.split('\n', 1)[0]}»`);
  }
  return parts.join(replace);
}

/** Makes the edits in the files of a checkout, in their order. Throws FaultOutdatedError when a file or its text is not there. */
export async function applyEdits(edits: readonly Edit[], root: string): Promise<void> {
  for (const edit of edits) {
    const path = join(root, edit.file);
    const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      throw cause.code === 'ENOENT' ? new FaultOutdatedError(`${edit.file} is not there`, { cause }) : cause;
    });
    await writeFile(path, applyEdit(text, edit));
  }
}
