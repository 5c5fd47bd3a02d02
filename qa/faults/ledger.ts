import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { ClauseId, Criterion, ReportFault } from '@transkeep/reports/contract/index.ts';
import { type Static, Type } from 'typebox';
import { Check } from 'typebox/value';
import { HarnessError } from '../run/errors.ts';
import type { FaultCounts } from '../run/record.ts';
import type { Fault } from './fault.ts';

const LedgerSchema = Type.Array(
  Type.Object({
    fault: Type.String(),
    clause: Type.String(),
    /** Of gate, fault, threshold and the code it touches: another hash means that this proof is of something else. */
    hash: Type.String(),
    /** What the verdict said with the fault in. */
    reason: Type.String(),
    provenAt: Type.String(),
    commit: Type.String(),
  }),
);
export type Ledger = Static<typeof LedgerSchema>;
export type LedgerEntry = Ledger[number];

export async function readLedger(file: string): Promise<Ledger> {
  if (!existsSync(file)) return [];
  const ledger: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (!Check(LedgerSchema, ledger)) throw new HarnessError(`${file} is not a ledger of proven faults`);
  return ledger;
}

/** Adds what was just proven; an older proof of the same fault makes room, and so does one of a fault that is no more. */
export async function writeLedger(file: string, proven: Ledger, faults: readonly Fault[]): Promise<void> {
  const names = new Set(proven.map(({ fault }) => fault));
  const kept = (await readLedger(file)).filter(({ fault }) => !names.has(fault) && faults.some(({ id }) => id === fault));
  const all = [...kept, ...proven].sort((one, other) => one.fault.localeCompare(other.fault));
  await writeFile(file, `${JSON.stringify(all, null, 2)}\n`);
}

/** What the ledger says of each fault: proven for the code as it stands, proven once for other code (stale), or never. */
export function faultStatuses(faults: readonly Fault[], ledger: Ledger, hashes: ReadonlyMap<string, string>): ReportFault[] {
  return faults.map(({ id, title, clause }) => {
    const entry = ledger.find(({ fault }) => fault === id);
    if (!entry) return { id, title, clause, status: 'unproven' };
    const holds = entry.clause === clause && entry.hash === hashes.get(id);
    const { reason, provenAt, commit } = entry;
    return { id, title, clause, status: holds ? 'proven' : 'stale', reason, provenAt, commit };
  });
}

/** By clause: how many faults there are, and how many of them are proven for the code as it stands. */
export function countFaults(statuses: readonly ReportFault[]): Record<string, FaultCounts> {
  const counts: Record<string, FaultCounts> = {};
  for (const { clause, status } of statuses) {
    const { seeded, proven, stale } = counts[clause] ?? { seeded: 0, proven: 0, stale: 0 };
    counts[clause] = {
      seeded: seeded + 1,
      proven: proven + (status === 'proven' ? 1 : 0),
      stale: stale + (status === 'stale' ? 1 : 0),
    };
  }
  return counts;
}

/** A fault of a clause that the catalogue does not have proves nothing; one of a clause with a limit must say what it measures. */
export function faultProblems(faults: readonly Fault[], criteria: readonly Criterion[]): string[] {
  const clauses = new Map<ClauseId, Criterion['clauses'][number]>(
    criteria.flatMap((criterion) => criterion.clauses.map((clause) => [clause.id, clause] as const)),
  );
  return faults.flatMap(({ id, clause: clauseId, edits, measured }) => {
    const clause = clauses.get(clauseId);
    if (!clause) return [`fault ${id}: there is no clause ${clauseId}`];
    return [
      ...(clause.gate.candidate === undefined ? [`fault ${id}: no gate judges ${clauseId} yet`] : []),
      ...(edits.length > 0 ? [] : [`fault ${id} changes nothing`]),
      ...(clause.threshold.limit === undefined || measured ? [] : [`fault ${id} does not say what is measured with it in`]),
    ];
  });
}
