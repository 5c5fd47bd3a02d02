import type { ReportGate, StackHandle } from '@transkeep/reports/contract/index.ts';
import { type AnyGate, needsStack, type Plan, toolsOf } from './plan.ts';
import type { GateRun } from './run-gate.ts';

/** Two cores: more than two gates side by side only take turns. */
const SIDE_BY_SIDE = 2;

export interface GateEvents {
  started(gate: AnyGate): void;
  /** `next` are the gates still waiting. */
  finished(gate: AnyGate, result: ReportGate): Promise<void> | void;
}

export interface RunGatesContext {
  readonly signal: AbortSignal;
  /** The started system, or why there is none. Asked once per gate that needs it. */
  stack(): Promise<{ handle: StackHandle } | { missing: string }>;
  /** Why a gate cannot run here: the tools it lacks, by name; undefined when all are there. */
  lacks(gate: AnyGate): string | undefined;
  /** `gathered`: the gates of `after` that have evidence. */
  run(gate: AnyGate, stack: StackHandle | null, gathered: readonly string[]): Promise<GateRun>;
  readonly events: GateEvents;
}

/** Runs the gates of a plan: two at a time, then those that measure time, each alone. Answers in the plan's order. */
export async function runGates(plan: Plan, context: RunGatesContext): Promise<ReportGate[]> {
  const all = [...plan.shared, ...plan.exclusive];
  const results = new Map(all.map(({ id }) => [id, Promise.withResolvers<ReportGate>()] as const));
  const one = async (gate: AnyGate): Promise<void> => {
    try {
      // The plan has them before this one, so they are under way or done.
      const before = await Promise.all((gate.after ?? []).flatMap((id) => results.get(id)?.promise ?? []));
      const gathered = before.filter(({ outcome }) => outcome === 'ran').map(({ id }) => id);
      const result = await attempt(gate, gathered, context);
      await context.events.finished(gate, result);
      results.get(gate.id)?.resolve(result);
    } catch (error) {
      results.get(gate.id)?.reject(error);
      throw error;
    }
  };
  // Nobody may be waiting for a gate that throws: sideBySide says it.
  for (const { promise } of results.values()) promise.catch(() => undefined);
  await sideBySide(plan.shared, SIDE_BY_SIDE, one);
  await sideBySide(plan.exclusive, 1, one);
  return Promise.all(all.flatMap(({ id }) => results.get(id)?.promise ?? []));
}

async function attempt(gate: AnyGate, gathered: readonly string[], context: RunGatesContext): Promise<ReportGate> {
  const skipped = (reason: string): ReportGate => ({ ...headOf(gate), durationMs: 0, outcome: 'skipped', reason });
  if (context.signal.aborted) return skipped('interrupted before it started');
  const lacking = context.lacks(gate);
  if (lacking) return skipped(lacking);
  const stack = needsStack(gate) ? await context.stack() : { handle: null };
  if ('missing' in stack) return skipped(stack.missing);
  if (context.signal.aborted) return skipped('interrupted before it started');
  context.events.started(gate);
  return { ...headOf(gate), ...(await context.run(gate, stack.handle, gathered)) };
}

function headOf({ id, title, exclusive }: AnyGate): Pick<ReportGate, 'id' | 'title' | 'exclusive'> {
  return { id, title, exclusive };
}

/** Works through a list, `width` at a time. The first throw stops the taking of more and is rethrown when all under way have ended. */
async function sideBySide<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      try {
        await work(item);
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: width }, worker));
  const thrown = ends.find((end) => end.status === 'rejected');
  if (thrown) throw thrown.reason;
}

/** «k6 is not on this machine: …» for everything a gate needs and this machine lacks. */
export function lackingTools(gate: AnyGate, tools: Readonly<Record<string, string | undefined>>): string | undefined {
  const lacking = toolsOf(gate).filter((name) => !tools[name]);
  if (lacking.length === 0) return undefined;
  return `${lacking.join(' and ')} ${lacking.length > 1 ? 'are' : 'is'} not on this machine: \`npm run setup\` installs what is missing`;
}
