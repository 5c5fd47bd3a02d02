import type { Criterion } from '@transkeep/reports/contract/index.ts';
import { HarnessError } from '../run/errors.ts';
import { declaredEstimate } from '../run/plan/estimates.ts';
import { type AnyGate, type GateRegistry, loadGate, needsStack } from '../run/plan/plan.ts';
import type { Fault } from './fault.ts';

/** Faults that share their healthy runs: one before them all, one after. */
export interface Lane {
  readonly name: string;
  readonly faults: readonly Fault[];
  /** Ids of the gates that judge them. */
  readonly gates: readonly string[];
  /** How many runs with a fault in may go side by side. */
  readonly width: number;
  readonly needsSystem: boolean;
  /** What it should take on two cores. */
  readonly estimateMs: number;
}

/** To start the whole system and stop it again. */
const SYSTEM_MS = 12_000;

/** The gate that judges a fault's clause at the candidate stage; undefined when there is none. */
export function gateIdOf(fault: Fault, criteria: readonly Criterion[]): string | undefined {
  return criteria.flatMap(({ clauses }) => clauses).find(({ id }) => id === fault.clause)?.gate.candidate;
}

/**
 * Faults by what their gates need, in the order in which they are proven: without the system two at a time, as each keeps one core busy; with it
 * one at a time, as a system fills both; last those that measure time, alone and for minutes. `durations`: what gates took lately, in ms.
 */
export async function lanesOf(
  faults: readonly Fault[],
  { criteria, registry }: { readonly criteria: readonly Criterion[]; readonly registry: GateRegistry },
  durations: ReadonlyMap<string, number> = new Map(),
): Promise<Lane[]> {
  const chosen = [...new Set(faults.flatMap((fault) => gateIdOf(fault, criteria) ?? []))];
  const gates = await withThoseBefore(chosen, registry);
  const lane = (name: string, width: number, belongs: (gate: AnyGate) => boolean): Lane => {
    const ids = chosen.filter((id) => belongs(gateNamed(gates, id)));
    const own = faults.filter((fault) => ids.includes(gateIdOf(fault, criteria) ?? ''));
    const needsSystem = familyOf(ids, gates).some(needsStack);
    const runMs = (wanted: readonly string[]): number =>
      familyOf(wanted, gates).reduce((sum, gate) => sum + (durations.get(gate.id) ?? declaredEstimate(gate)), needsSystem ? SYSTEM_MS : 0);
    const faulty = own.reduce((sum, fault) => sum + runMs([gateIdOf(fault, criteria) ?? '']), 0);
    return { name, faults: own, gates: ids, width, needsSystem, estimateMs: 2 * runMs(ids) + faulty / width };
  };
  const usesSystem = ({ id }: AnyGate): boolean => familyOf([id], gates).some(needsStack);
  return [
    lane('without the system', 2, (gate) => !usesSystem(gate) && !gate.exclusive),
    lane('with the system', 1, (gate) => usesSystem(gate) && !gate.exclusive),
    lane('timed', 1, ({ exclusive }) => exclusive),
  ].filter((one) => one.faults.length > 0);
}

/** The gates by id, and those whose files they read: they all run. */
export async function withThoseBefore(ids: readonly string[], registry: GateRegistry): Promise<Map<string, AnyGate>> {
  const gates = new Map<string, AnyGate>();
  for (const waiting = [...ids]; waiting.length > 0; ) {
    const id = waiting.pop() ?? '';
    if (gates.has(id)) continue;
    const gate = await loadGate(registry, id);
    gates.set(id, gate);
    waiting.push(...(gate.after ?? []));
  }
  return gates;
}

function familyOf(ids: readonly string[], gates: ReadonlyMap<string, AnyGate>): AnyGate[] {
  const family = new Set(ids);
  for (const id of family) for (const before of gateNamed(gates, id).after ?? []) family.add(before);
  return [...family].map((id) => gateNamed(gates, id));
}

function gateNamed(gates: ReadonlyMap<string, AnyGate>, id: string): AnyGate {
  const gate = gates.get(id);
  if (!gate) throw new HarnessError(`the gate ${id} was not loaded`);
  return gate;
}

/** The catalogue with nothing in it but the clauses that these gates judge at the candidate stage. */
export function judgedBy(gates: readonly string[], criteria: readonly Criterion[]): Criterion[] {
  return criteria
    .map((criterion) => ({ ...criterion, clauses: criterion.clauses.filter(({ gate }) => gates.includes(gate.candidate ?? '')) }))
    .filter(({ clauses }) => clauses.length > 0);
}
