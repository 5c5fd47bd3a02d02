import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ClauseId, type Criterion, STAGES } from '@transkeep/reports/contract/index.ts';
import { type Static, Type } from 'typebox';
import { Check } from 'typebox/value';
import { HarnessError } from '../run/errors.ts';
import type { FaultCounts } from '../run/record.ts';
import type { Fault } from './fault.ts';
import { seededDir } from './load-faults.ts';

const LedgerSchema = Type.Array(
  Type.Object({
    fault: Type.String(),
    clause: Type.String(),
    /** Of gate, fault, threshold and the code the fault touches: another hash means that this proof is of something else. */
    hash: Type.String(),
    provenAt: Type.String(),
    commit: Type.String(),
  }),
);
export type Ledger = Static<typeof LedgerSchema>;

/** Where gates are, from the repository's root. */
const GATE_FOLDERS = ['qa/gates', 'load/gates', 'security/gates'];
/** Where the edge's configuration is that `edge` faults touch. */
export const EDGE_FILE = 'qa/stack/Caddyfile';

export async function readLedger(file: string): Promise<Ledger> {
  if (!existsSync(file)) return [];
  const ledger: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (!Check(LedgerSchema, ledger)) throw new HarnessError(`${file} is not a ledger of proven faults`);
  return ledger;
}

/** Adds what was just proven; an older proof of the same fault makes room. */
export async function writeLedger(file: string, ledger: Ledger, proven: Ledger): Promise<void> {
  const names = new Set(proven.map(({ fault }) => fault));
  const all = [...ledger.filter(({ fault }) => !names.has(fault)), ...proven].sort((one, other) => one.fault.localeCompare(other.fault));
  await writeFile(file, `${JSON.stringify(all, null, 2)}\n`);
}

/** By clause: how many faults there are, and how many of them are proven for the code as it stands. */
export function countFaults(faults: readonly Fault[], ledger: Ledger, hashes: ReadonlyMap<string, string>): Record<string, FaultCounts> {
  const counts: Record<string, FaultCounts> = {};
  for (const { id, clause } of faults) {
    const entry = ledger.find(({ fault }) => fault === id);
    const holds = entry !== undefined && entry.clause === clause && entry.hash === hashes.get(id);
    const { seeded, proven, stale } = counts[clause] ?? { seeded: 0, proven: 0, stale: 0 };
    counts[clause] = { seeded: seeded + 1, proven: proven + (holds ? 1 : 0), stale: stale + (entry && !holds ? 1 : 0) };
  }
  return counts;
}

/** What a proof is of. Tests of a gate are left out: they judge nothing. */
export async function hashFault(fault: Fault, criteria: readonly Criterion[], repoRoot: string): Promise<string> {
  const clause = criteria.flatMap(({ clauses }) => clauses).find(({ id }) => id === fault.clause);
  const hash = createHash('sha256').update(JSON.stringify(clause?.threshold ?? null));
  const files = [join(seededDir, `${fault.id}.ts`), ...(fault.source ?? []).map(({ file }) => join(repoRoot, file))];
  if (fault.edge) files.push(join(repoRoot, EDGE_FILE));
  for (const gate of new Set(STAGES.flatMap((stage) => clause?.gate[stage] ?? []))) files.push(...(await gateFiles(gate, repoRoot)));
  for (const file of files) hash.update(file.slice(repoRoot.length)).update(existsSync(file) ? await readFile(file) : 'missing');
  return hash.digest('hex');
}

export async function hashFaults(faults: readonly Fault[], criteria: readonly Criterion[], repoRoot: string): Promise<Map<string, string>> {
  return new Map(await Promise.all(faults.map(async (fault) => [fault.id, await hashFault(fault, criteria, repoRoot)] as const)));
}

async function gateFiles(gate: string, repoRoot: string): Promise<string[]> {
  const folder = GATE_FOLDERS.map((one) => join(repoRoot, one, gate)).find(existsSync);
  if (!folder) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** A fault of a clause that the catalogue does not have proves nothing. */
export function faultProblems(faults: readonly Fault[], criteria: readonly Criterion[]): string[] {
  const clauses = new Map<ClauseId, boolean>(
    criteria.flatMap((criterion) => criterion.clauses.map((clause) => [clause.id, clause.gate.candidate !== undefined] as const)),
  );
  return faults.flatMap(({ id, clause, source = [], edge = [] }) => [
    ...(clauses.has(clause) ? [] : [`fault ${id}: there is no clause ${clause}`]),
    ...(clauses.get(clause) === false ? [`fault ${id}: no gate judges ${clause} yet`] : []),
    ...(source.length + edge.length > 0 ? [] : [`fault ${id} changes nothing`]),
  ]);
}
