import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError, UsageError } from '../run/errors.ts';

const ENTRY = /^ {2}'?([\w-]+)'?: \(\) => import\(/;

/**
 * Writes the files of a new gate and its line in the registry. What it makes type-checks, and says INCONCLUSIVE until it is written.
 * Gives the paths from the root. Throws UsageError for an id that cannot be, before anything is written.
 */
export async function newGate(id: string, root: string): Promise<string[]> {
  requireId('gate', id);
  const registryFile = join(root, 'qa/cli/gates.ts');
  const registry = await readFile(registryFile, 'utf8');
  const folder = `qa/gates/${id}`;
  if (registeredIn(registry).includes(id) || existsSync(join(root, folder))) throw new UsageError(`there is a gate ${id} already`);
  await mkdir(join(root, folder), { recursive: true });
  const files = Object.entries(gateFiles(id)).map(([name, text]) => [`${folder}/${name}`, text] as const);
  for (const [path, text] of files) await writeFile(join(root, path), text, { flag: 'wx' });
  await writeFile(registryFile, withEntry(registry, id));
  return [...files.map(([path]) => path), 'qa/cli/gates.ts'];
}

/** Ids are folder names, in reports and on command lines for ever. Throws UsageError for one that cannot be. */
export function requireId(kind: 'gate' | 'fault', id: string | undefined): asserts id is string {
  if (id === undefined) throw new UsageError(`usage: npm run new ${kind} ID`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) || id.length > 40) {
    throw new UsageError(`the id of a ${kind} is kebab-case and at most 40 characters, like image-scan; not «${id.slice(0, 60)}»`);
  }
}

function registeredIn(registry: string): string[] {
  return registry.split('\n').flatMap((line) => ENTRY.exec(line)?.[1] ?? []);
}

/** The registry with one line more, in alphabetical order. */
function withEntry(registry: string, id: string): string {
  const lines = registry.split('\n');
  const line = `  ${id.includes('-') ? `'${id}'` : id}: () => import('../gates/${id}/gate.ts'),`;
  const next = lines.findIndex((other) => (ENTRY.exec(other)?.[1] ?? '') > id);
  const place = next === -1 ? lines.findLastIndex((other) => ENTRY.test(other)) + 1 : next;
  if (place === 0) throw new HarnessError('qa/cli/gates.ts holds no gates: the new line has no place there');
  return lines.toSpliced(place, 0, line).join('\n');
}

const gateFiles = (id: string): Readonly<Record<string, string>> => ({
  'evidence.ts': `import { type Static, Type } from 'typebox';

/** What is judged, as plain JSON: what was seen, and how much of it there should have been. */
export const EvidenceSchema = Type.Object({
  seen: Type.Array(Type.String()),
  expected: Type.Number(),
});
export type Evidence = Static<typeof EvidenceSchema>;
`,
  'gather.ts': `import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import type { Evidence } from './evidence.ts';

/** Touches the world and judges nothing. Raw files go into the evidence with context.save; a throw becomes INCONCLUSIVE. */
export async function gather(context: GatherContext): Promise<Evidence> {
  context.progress('nothing yet');
  return { seen: [], expected: 0 };
}
`,
  'evaluate.ts': `import type { ClauseId, ClauseVerdict } from '@transkeep/reports/contract/index.ts';
import type { Evidence } from './evidence.ts';

/** The clauses of qa/criteria that name this gate. */
export const CLAUSES: readonly ClauseId[] = ['QA-00.${id}'];

/** Pure. Nothing seen, or less than expected, is INCONCLUSIVE and never a pass. */
export function evaluate({ seen, expected }: Evidence): ClauseVerdict[] {
  return CLAUSES.map((clause) => ({
    clause,
    verdict: 'INCONCLUSIVE',
    reason: \`not written yet: \${seen.length} of \${expected} seen\`,
  }));
}
`,
  'evaluate.test.ts': `import { expect, test } from 'vitest';
import { CLAUSES, evaluate } from './evaluate.ts';

test('nothing seen is never a pass', () => {
  expect(evaluate({ seen: [], expected: 0 })).toEqual(
    CLAUSES.map((clause) => ({ clause, verdict: 'INCONCLUSIVE', reason: 'not written yet: 0 of 0 seen' })),
  );
  expect(CLAUSES).not.toHaveLength(0);
});
`,
  'gate.ts': `import type { Gate } from '@transkeep/reports/contract/index.ts';
import { CLAUSES, evaluate } from './evaluate.ts';
import { type Evidence, EvidenceSchema } from './evidence.ts';
import { gather } from './gather.ts';

const gate: Gate<Evidence> = {
  id: '${id}',
  title: '${id.replaceAll('-', ' ')}',
  stages: ['candidate'],
  clauses: CLAUSES,
  needs: [],
  exclusive: false,
  timeLimitMs: 60_000,
  schema: EvidenceSchema,
  gather,
  evaluate,
};

export default gate;
`,
});
