import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import { type Criterion, STAGES } from '@transkeep/reports/contract/index.ts';
import { CodeFiles } from './code-files.ts';
import type { Fault } from './fault.ts';

/** What the proof of each fault is of, by fault id: a hash of threshold, fault, edited files, and the code of the gate. 0.1 s for all of them. */
export async function hashFaults(faults: readonly Fault[], criteria: readonly Criterion[], root: string): Promise<Map<string, string>> {
  const code = new CodeFiles(root);
  return new Map(await Promise.all(faults.map(async (fault) => [fault.id, await hashFault(fault, criteria, root, code)] as const)));
}

async function hashFault(fault: Fault, criteria: readonly Criterion[], root: string, code: CodeFiles): Promise<string> {
  const clause = criteria.flatMap(({ clauses }) => clauses).find(({ id }) => id === fault.clause);
  const gates = new Set(STAGES.flatMap((stage) => clause?.gate[stage] ?? []));
  const files = new Set([
    join(root, 'qa/faults/seeded', `${fault.id}.ts`),
    ...fault.edits.map(({ file }) => join(root, file)),
    ...(await Promise.all((fault.restsOn ?? []).map((path) => code.under(path)))).flat(),
    ...(await Promise.all([...gates].map((gate) => code.ofGate(gate)))).flat(),
  ]);
  const hash = createHash('sha256').update(JSON.stringify(clause?.threshold ?? null));
  for (const path of [...files].sort()) {
    const content = await code.read(path);
    hash.update(`\0${relative(root, path)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
