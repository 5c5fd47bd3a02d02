import type { Gate, Stage, Tool } from '@transkeep/reports/contract/index.ts';
import systemStart from '../../gates/system-start/gate.ts';
import { HarnessError } from '../errors.ts';
import { declaredEstimate } from './estimates.ts';
import { bestSchedule, type QuietTurn, type Task } from './schedule.ts';
import type { Selected } from './selection.ts';
import { dealShards, type Shard, shardName } from './shards.ts';

/** A gate with its evidence type forgotten: the runner moves evidence, it never looks into it. */
export type AnyGate = Gate<unknown>;

/** How gates are found: by id, loaded only when they are wanted, as some bring heavy packages. */
export type GateRegistry = Readonly<Record<string, () => Promise<{ default: AnyGate }>>>;

/** The task that stands for the start of the system. */
export const SYSTEM = 'system';
/** How long the system takes to start where nothing is known, in ms. */
const SYSTEM_ESTIMATE_MS = 10_000;

export interface Plan {
  /** In the order in which they are expected to start. */
  readonly gates: readonly AnyGate[];
  /** The same for the scheduler, and the start of the system when any of them needs it. */
  readonly tasks: readonly Task[];
  readonly turn: QuietTurn;
  /** How long all of it should take, in ms. */
  readonly estimateMs: number;
  readonly needsStack: boolean;
  /** Gates that other shards run. */
  readonly elsewhere: readonly { readonly gate: AnyGate; readonly shard: string }[];
}

export interface PlanOptions {
  readonly stage: Stage;
  readonly shard?: Shard | undefined;
  /** How long gates took lately, by id, in ms; the gates' own estimates where it says nothing. */
  readonly durations?: ReadonlyMap<string, number>;
  /** Gates that need not run again. */
  readonly done?: ReadonlySet<string>;
}

/** Plans the gates that judge a clause of the selection at this stage. */
export async function planRun(selected: readonly Selected[], registry: GateRegistry, options: PlanOptions): Promise<Plan> {
  const { stage, shard, durations, done = new Set() } = options;
  const wanted = new Set(selected.flatMap(({ clauses }) => clauses.flatMap((clause) => clause.gate[stage] ?? [])));
  const gates = await loadWithThoseBefore([...wanted], registry);
  requireNoCircle(gates);
  // How the system starts is seen by the runner itself, whenever any gate needs the system.
  const gathering = gates.filter(({ id }) => id !== systemStart.id);
  const deal = dealShards(gathering, shard?.of ?? 1);
  const index = shard?.index ?? 1;
  const mine = gathering.filter(({ id }) => deal.get(id) === index && !done.has(id));
  // With nothing else that needs the system, its start is the first shard's.
  const startAlone = wanted.has(systemStart.id) && !gathering.some(needsStack) && index === 1 && !done.has(systemStart.id);
  const starts = startAlone || mine.some(needsStack);
  const estimate = (gate: AnyGate): number => durations?.get(gate.id) ?? declaredEstimate(gate);
  const tasks = [...(starts ? [systemTask(durations)] : []), ...mine.map((gate) => taskOf(gate, mine, estimate(gate)))];
  const { turn, spans, makespanMs } = bestSchedule({ waiting: tasks, running: [] });
  const byId = new Map(mine.map((gate) => [gate.id, gate]));
  return {
    gates: spans.flatMap(({ id }) => byId.get(id) ?? []),
    tasks,
    turn,
    estimateMs: makespanMs,
    needsStack: starts,
    elsewhere: gathering
      .filter(({ id }) => deal.get(id) !== index)
      .map((gate) => ({ gate, shard: shardName({ index: deal.get(gate.id) ?? 0, of: shard?.of ?? 1 }) })),
  };
}

/**
 * The system starts before every gate and takes one of the two slots: beside it goes at most one gate, one that does not need
 * it and therefore yields the processor to it.
 */
function systemTask(durations?: ReadonlyMap<string, number>): Task {
  return { id: SYSTEM, after: [], holds: [], quiet: false, first: true, estimateMs: durations?.get(systemStart.id) ?? SYSTEM_ESTIMATE_MS };
}

function taskOf(gate: AnyGate, all: readonly AnyGate[], estimateMs: number): Task {
  const before = (gate.after ?? []).filter((id) => all.some((other) => other.id === id));
  return {
    id: gate.id,
    after: needsStack(gate) ? [SYSTEM, ...before] : before,
    holds: gate.holds ?? [],
    quiet: gate.exclusive,
    estimateMs,
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

function requireNoCircle(gates: readonly AnyGate[]): void {
  for (let waiting = [...gates]; waiting.length > 0; ) {
    const stuck = waiting.filter(({ after = [] }) => waiting.some(({ id }) => after.includes(id)));
    if (stuck.length === waiting.length) throw new HarnessError(`gates wait for each other: ${stuck.map(({ id }) => id).join(', ')}`);
    waiting = stuck;
  }
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
