import type { ReportGate, StackHandle } from '@transkeep/reports/contract/index.ts';
import { type AnyGate, needsStack, type Plan } from '../plan/plan.ts';
import { type Scene, startable, type Task } from '../plan/schedule.ts';
import { Waits } from '../plan/waits.ts';
import type { GateRun } from './run-gate.ts';

interface GateEvents {
  started(gate: AnyGate): void;
  finished(gate: AnyGate, result: ReportGate): Promise<void> | void;
}

export interface RunGatesContext {
  readonly signal: AbortSignal;
  /** Starts the system; asked once, before the first gate that needs it. */
  startSystem(): Promise<void>;
  /** The started system, or why there is none. */
  stack(): Promise<{ handle: StackHandle } | { missing: string }>;
  /** Why a gate cannot run here: the tools it lacks, by name; undefined when all are there. */
  lacks(gate: AnyGate): string | undefined;
  /** `gathered`: the gates of `after` that have evidence. */
  run(gate: AnyGate, stack: StackHandle | null, gathered: readonly string[]): Promise<GateRun>;
  readonly events: GateEvents;
  /** Gates with evidence from before. */
  readonly gathered?: readonly string[];
}

/**
 * Runs the tasks of a plan by the rules of the scheduler; answers for every gate, in the plan's order. The first throw stops the starting
 * of more and is rethrown when all under way have ended.
 */
export async function runGates(plan: Plan, context: RunGatesContext): Promise<ReportGate[]> {
  const gates = new Map(plan.gates.map((gate) => [gate.id, gate]));
  const results = new Map<string, ReportGate>();
  const waits = new Waits();
  const running = new Map<Task, Promise<{ task: Task; thrown?: unknown }>>();
  const failures: unknown[] = [];
  let waiting = [...plan.tasks];
  const scene = (): Scene => ({ waiting, running: [...running.keys()] });

  const carryOut = async (task: Task): Promise<void> => {
    const gate = gates.get(task.id);
    if (!gate) return context.startSystem();
    const gathered = (gate.after ?? []).filter((id) => context.gathered?.includes(id) || results.get(id)?.outcome === 'ran');
    const result = await attempt(gate, gathered, context);
    const waited = waits.of(task.id);
    const told: ReportGate = result.outcome !== 'skipped' && waited.length > 0 ? { ...result, waited } : result;
    results.set(task.id, told);
    await context.events.finished(gate, told);
  };

  for (;;) {
    for (const task of startable(scene(), plan.turn)) {
      waiting = waiting.filter((one) => one !== task);
      running.set(
        task,
        carryOut(task).then(
          () => ({ task }),
          (thrown: unknown) => ({ task, thrown }),
        ),
      );
    }
    waits.changed(scene(), performance.now());
    if (running.size === 0) break;
    const ended = await Promise.race(running.values());
    running.delete(ended.task);
    waits.ended(ended.task.id);
    if ('thrown' in ended) {
      failures.push(ended.thrown);
      waiting = [];
    }
  }
  if (failures.length > 0) throw failures[0];
  return plan.gates.flatMap(({ id }) => results.get(id) ?? []);
}

async function attempt(gate: AnyGate, gathered: readonly string[], context: RunGatesContext): Promise<ReportGate> {
  const skipped = (reason: string): ReportGate => ({ ...headOf(gate), durationMs: 0, outcome: 'skipped', reason });
  if (context.signal.aborted) return skipped('interrupted before it started');
  const lacking = context.lacks(gate);
  if (lacking) return skipped(lacking);
  const stack = needsStack(gate) ? await context.stack() : { handle: null };
  if ('missing' in stack) return skipped(stack.missing);
  context.events.started(gate);
  return { ...headOf(gate), ...(await context.run(gate, stack.handle, gathered)) };
}

export function headOf({ id, title, exclusive }: AnyGate): Pick<ReportGate, 'id' | 'title' | 'exclusive'> {
  return { id, title, exclusive };
}
