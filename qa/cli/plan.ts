import type { Criterion } from '@transkeep/reports/contract/index.ts';
import systemStart from '../gates/system-start/gate.ts';
import { criticalPath } from '../run/plan/critical-path.ts';
import { pastDurations } from '../run/plan/estimates.ts';
import { type GateRegistry, type Plan, planRun, SYSTEM } from '../run/plan/plan.ts';
import { simulate } from '../run/plan/schedule.ts';
import { selectCriteria } from '../run/plan/selection.ts';
import type { RunCommand } from './options.ts';

/** Prints how a run would go. Starts nothing. */
export async function plan(
  { stage, only, shard, profile, out }: Omit<RunCommand, 'command'>,
  criteria: readonly Criterion[],
  registry: GateRegistry,
): Promise<number> {
  const durations = await pastDurations(out, profile);
  process.stdout.write(planText(await planRun(selectCriteria(criteria, stage, only), registry, { stage, shard, durations }), durations));
  return 0;
}

/** Each gate with its expected start, end and where the estimate is from, and how the whole compares with its critical path. */
export function planText({ tasks, turn, elsewhere }: Plan, durations: ReadonlyMap<string, number>): string {
  const { spans, makespanMs } = simulate({ waiting: tasks, running: [] }, turn);
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const width = Math.max(0, ...spans.map(({ id }) => id.length));
  const lines = spans.map(({ id, startMs, endMs }) => {
    const task = byId.get(id);
    const notes = [
      task?.quiet && 'alone',
      ...(task?.holds ?? []).map((name) => `holds ${name}`),
      !durations.has(id === SYSTEM ? systemStart.id : id) && 'not measured here yet',
    ];
    const told = notes.filter(Boolean).join(', ');
    return `  ${clock(startMs)} – ${clock(endMs)}  ${told ? `${id.padEnd(width)}  ${told}` : id}`;
  });
  const { ms, limitedBy } = criticalPath(tasks);
  const ratio = ms > 0 ? ` = ${(makespanMs / ms).toFixed(2)} × its critical path ${clock(ms)}: ${limitedBy}` : '';
  const left = elsewhere.map(({ gate, shard }) => `  left to shard ${shard}: ${gate.id}`);
  return `${[...lines, ...left, `about ${clock(makespanMs)}${ratio}`].join('\n')}\n`;
}

/** `6:05`: minutes and seconds. */
function clock(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`.padStart(5);
}
