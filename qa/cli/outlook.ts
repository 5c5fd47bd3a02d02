import type { Plan } from '../run/plan/plan.ts';
import { blockedBy, simulate } from '../run/plan/schedule.ts';

/** What lies ahead of a run, by its estimates. */
export interface Outlook {
  /** What starts next, in order, each with what it waits for: `e2e-chromium (waits for axe)`. */
  readonly next: readonly string[];
  readonly leftMs: number;
}

/** `running`: how long each has been at it, in ms. One that takes longer than expected is taken to end any moment. */
export function outlook({ tasks, turn }: Plan, waitingIds: readonly string[], running: ReadonlyMap<string, number>): Outlook {
  const waiting = tasks.filter(({ id }) => waitingIds.includes(id));
  const under = tasks.flatMap((task) => {
    const ranMs = running.get(task.id);
    return ranMs === undefined ? [] : { ...task, estimateMs: Math.max(0, task.estimateMs - ranMs) };
  });
  const { spans, makespanMs } = simulate({ waiting, running: under }, turn);
  const byId = new Map(waiting.map((task) => [task.id, task]));
  const next = spans.flatMap(({ id }) => {
    const task = byId.get(id);
    if (!task) return [];
    const blocked = blockedBy(task, { waiting, running: under });
    const on = blocked?.on.join(blocked.until === 'all' ? ' and ' : ' or ') ?? waiting.find(({ quiet }) => quiet)?.id;
    return on === undefined || on === id ? id : `${id} (waits for ${on})`;
  });
  return { next, leftMs: makespanMs };
}
