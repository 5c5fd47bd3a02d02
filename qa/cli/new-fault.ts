import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../run/errors.ts';
import { requireId } from './new-gate.ts';

/** Writes the file of a new seeded fault, which a test refuses until its clause and its edit are real. Gives its path from the root. */
export async function newFault(id: string, root: string): Promise<string[]> {
  requireId('fault', id);
  const path = `qa/faults/seeded/${id}.ts`;
  await writeFile(join(root, path), faultFile(id), { flag: 'wx' }).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'EEXIST' ? new UsageError(`there is a fault ${id} already`, { cause }) : cause;
  });
  return [path];
}

const faultFile = (id: string): string => `import type { Fault } from '../fault.ts';

/** Which mistake of a person this is, and what it leads to. */
const fault: Fault = {
  id: '${id}',
  title: '${id.replaceAll('-', ' ')}',
  clause: 'QA-00.name-of-the-clause',
  reason: /what the verdict must say/,
  edits: [{ file: 'path/from/the/root.ts', find: 'text that stands there once', replace: 'text with the mistake' }],
};

export default fault;
`;
