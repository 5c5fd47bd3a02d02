import type { Criterion } from '@transkeep/reports/contract/index.ts';
import { type AnyGate, type GateRegistry, loadGate, needsStack } from '../run/plan.ts';
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
/** For a gate that does not say how long it takes. */
const GATE_MS = 20_000;

/** The gate that judges a fault's clause at the candidate stage; undefined when there is none. */
export function gateIdOf(fault: Fault, criteria: readonly Criterion[]): string | undefined {
  return criteria.flatMap(({ clauses }) => clauses).find(({ id }) => id === fault.clause)?.gate.candidate;
}

/**
 * Faults by what their gates need, in the order in which they are proven: without the system two at a time, as each keeps one core busy; with it
 * one at a time, as a system fills both; last those that measure time, alone and for minutes.
 */
export async function lanesOf(faults: readonly Fault[], criteria: readonly Criterion[], registry: GateRegistry): Promise<Lane[]> {
  const ids = [...new Set(faults.flatMap((fault) => gateIdOf(fault, criteria) ?? []))];
  const gates = new Map(await Promise.all(ids.map(async (id) => [id, await loadGate(registry, id)] as const)));
  const lane = (name: string, width: number, belongs: (gate: AnyGate) => boolean): Lane => {
    const own = faults.filter((fault) => {
      const gate = gates.get(gateIdOf(fault, criteria) ?? '');
      return gate !== undefined && belongs(gate);
    });
    const ownGates = [...gates.values()].filter(belongs);
    const needsSystem = ownGates.some(needsStack);
    const start = needsSystem ? SYSTEM_MS : 0;
    const gateMs = (id: string | undefined): number => gates.get(id ?? '')?.estimateMs ?? GATE_MS;
    const healthy = start + ownGates.reduce((sum, { id }) => sum + gateMs(id), 0);
    const faulty = own.reduce((sum, fault) => sum + start + gateMs(gateIdOf(fault, criteria)), 0);
    return {
      name,
      faults: own,
      gates: ownGates.map(({ id }) => id),
      width,
      needsSystem,
      estimateMs: own.length === 0 ? 0 : 2 * healthy + faulty / width,
    };
  };
  return [
    lane('without the system', 2, (gate) => !needsStack(gate) && !gate.exclusive),
    lane('with the system', 1, (gate) => needsStack(gate) && !gate.exclusive),
    lane('timed', 1, (gate) => gate.exclusive),
  ].filter((one) => one.faults.length > 0);
}

/** The catalogue with nothing in it but the clauses that these gates judge at the candidate stage. */
export function judgedBy(gates: readonly string[], criteria: readonly Criterion[]): Criterion[] {
  return criteria
    .map((criterion) => ({ ...criterion, clauses: criterion.clauses.filter(({ gate }) => gates.includes(gate.candidate ?? '')) }))
    .filter(({ clauses }) => clauses.length > 0);
}
