import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackHandle } from '@transkeep/reports/contract/index.ts';

const repoRoot = join(import.meta.dirname, '../../..');

/** The system under test, as `.local/stack.json` or the gate's own file describes it. Throws when there is none. */
export function readStack(): StackHandle {
  const file = process.env.TRANSKEEP_STACK_FILE ?? join(repoRoot, '.local/stack.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as StackHandle;
  } catch (cause) {
    throw new Error(`no system to test: ${file} cannot be read. Start one with \`npm start\`.`, { cause });
  }
}

export const twoPages = join(repoRoot, 'qa/corpus/two-pages.pdf');
