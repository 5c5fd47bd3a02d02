import type { Gate, Stage, Tool } from '@transkeep/reports/contract/index.ts';
import systemStart from '../gates/system-start/gate.ts';
import { HarnessError } from './errors.ts';
import type { Selected } from './selection.ts';

/** A gate with its evidence type forgotten: the runner moves evidence, it never looks into it. */
export type AnyGate = Gate<unknown>;

/** How gates are found: by id, loaded only when they are wanted, as some bring heavy packages. */
export type GateRegistry = Readonly<Record<string, () => Promise<{ default: AnyGate }>>>;

export interface Plan {
  /** Gates that may run side by side, then those that measure time and run alone. */
  readonly shared: readonly AnyGate[];
  readonly exclusive: readonly AnyGate[];
  readonly needsStack: boolean;
}

/** Loads the gates that judge a clause of the selection at this stage. */
export async function planRun(selected: readonly Selected[], stage: Stage, registry: GateRegistry): Promise<Plan> {
  const wanted = new Set(selected.flatMap(({ clauses }) => clauses.flatMap((clause) => clause.gate[stage] ?? [])));
  const gates = await loadWithThoseBefore([...wanted], registry);
  // How the system starts is seen by the runner itself, whenever any gate needs the system.
  const gathering = gates.filter(({ id }) => id !== systemStart.id);
  return {
    shared: inOrder(gathering.filter(({ exclusive }) => !exclusive).sort(longestFirst)),
    exclusive: inOrder(gathering.filter(({ exclusive }) => exclusive)),
    needsStack: gates.some(needsStack),
  };
}

/** A gate that is not there leaves its clauses without an answer: INCONCLUSIVE, never forgotten. */
async function loadWithThoseBefore(ids: readonly string[], registry: GateRegistry): Promise<AnyGate[]> {
  const loaded = new Map<string, AnyGate>();
  for (const waiting = [...ids]; waiting.length > 0; ) {
    const id = waiting.shift() ?? '';
    if (loaded.has(id) || !Object.hasOwn(registry, id)) continue;
    const gate = await loadGate(registry, id);
    loaded.set(id, gate);
    waiting.push(...(gate.after ?? []));
  }
  return [...loaded.values()];
}

/** Each gate behind those it names in `after`, else as given. Throws HarnessError for a circle. */
function inOrder(gates: readonly AnyGate[]): AnyGate[] {
  const ordered: AnyGate[] = [];
  for (const waiting = [...gates]; waiting.length > 0; ) {
    const next = waiting.findIndex(({ after = [] }) => !waiting.some(({ id }) => after.includes(id)));
    if (next === -1) throw new HarnessError(`gates wait for each other: ${waiting.map(({ id }) => id).join(', ')}`);
    ordered.push(...waiting.splice(next, 1));
  }
  return ordered;
}

export async function loadGate(registry: GateRegistry, id: string): Promise<AnyGate> {
  const load = Object.hasOwn(registry, id) ? registry[id] : undefined;
  if (!load) throw new HarnessError(`there is no gate ${id} in qa/cli/gates.ts`);
  const { default: gate } = await load();
  if (gate.id !== id) throw new HarnessError(`the gate registered as ${id} calls itself ${gate.id}`);
  return gate;
}

export function needsStack({ needs }: AnyGate): boolean {
  return needs.includes('stack');
}

export function toolsOf({ needs }: AnyGate): Tool[] {
  return needs.filter((need): need is Tool => need !== 'stack');
}

/** With two at a time, starting the longest first keeps the end short (longest-processing-time rule). */
function longestFirst(one: AnyGate, other: AnyGate): number {
  return other.timeLimitMs - one.timeLimitMs || one.id.localeCompare(other.id);
}
