/**
 * The scheduler: which gates may start now, and in which order they best do. Pure: the run and its simulation beforehand follow the same
 * rules, so that what is planned is what happens.
 *
 * List scheduling (R. L. Graham, «Bounds on multiprocessing timing anomalies», 1969): whenever a slot is free, the waiting task with the longest
 * remaining path that may start does.
 */

/** Two cores: more than two gates side by side only take turns. */
export const SLOTS = 2;

export interface Task {
  readonly id: string;
  /** Tasks that must have ended before. */
  readonly after: readonly string[];
  /** Resources that only one task at a time has. */
  readonly holds: readonly string[];
  /** Alone on the machine: nothing else runs while it does. */
  readonly quiet: boolean;
  /** Starts before everything else, whatever its path. */
  readonly first?: boolean;
  readonly estimateMs: number;
}

/** What has not ended yet. A task in neither list has. */
export interface Scene {
  readonly waiting: readonly Task[];
  readonly running: readonly Task[];
}

/**
 * When quiet tasks have their turn, as nothing may run beside them: when nothing else can start, when their path is the longest, or as
 * soon as they are ready. The last two keep others from starting until the machine is empty.
 */
export const QUIET_TURNS = ['last', 'by-path', 'first'] as const;
export type QuietTurn = (typeof QUIET_TURNS)[number];

export interface Blocked {
  /** Tasks that it waits for. */
  readonly on: readonly string[];
  /** Whether all of them must end before it may start, or any one. */
  readonly until: 'all' | 'any';
}

/** Why a waiting task may not start now; undefined when nothing is in its way. */
export function blockedBy(task: Task, { waiting, running }: Scene): Blocked | undefined {
  const ids = (tasks: readonly Task[]): string[] => tasks.map(({ id }) => id);
  const before = [...running, ...waiting].filter(({ id }) => task.after.includes(id));
  if (before.length > 0) return { on: ids(before), until: 'all' };
  const alone = running.filter(({ quiet }) => task.quiet || quiet);
  if (alone.length > 0) return { on: ids(alone), until: 'all' };
  const holders = running.filter(({ holds }) => holds.some((name) => task.holds.includes(name)));
  if (holders.length > 0) return { on: ids(holders), until: 'all' };
  return running.length < SLOTS ? undefined : { on: ids(running), until: 'any' };
}

/** The tasks that start now, best first. Empty: something running must end first. */
export function startable({ waiting, running }: Scene, turn: QuietTurn): Task[] {
  const starting: Task[] = [];
  for (;;) {
    const scene = { waiting: waiting.filter((task) => !starting.includes(task)), running: [...running, ...starting] };
    const next = nextOf(scene, turn);
    if (!next) return starting;
    starting.push(next);
  }
}

function nextOf(scene: Scene, turn: QuietTurn): Task | undefined {
  const ready = scene.waiting.filter((task) => !waitsForOthers(task, scene));
  const rank = ranks(scene.waiting);
  const best = ready.toSorted((one, other) => rank(other) - rank(one) || (one.id < other.id ? -1 : 1));
  const may = (task: Task): boolean => blockedBy(task, scene) === undefined;
  const quiet = best.find((task) => task.quiet);
  const drains = quiet && (turn === 'first' || (turn === 'by-path' && best[0] === quiet)) && !best[0]?.first;
  if (drains) return may(quiet) ? quiet : undefined;
  return best.find((task) => !task.quiet && may(task)) ?? (quiet && may(quiet) ? quiet : undefined);
}

function waitsForOthers({ after }: Task, { waiting, running }: Scene): boolean {
  return [...waiting, ...running].some(({ id }) => after.includes(id));
}

/** The longest remaining path from each task on: through what waits for it, or through the resource it holds, which is a chain as well. */
function ranks(waiting: readonly Task[]): (task: Task) => number {
  const known = new Map<string, number>();
  const tail = (task: Task): number => {
    const found = known.get(task.id);
    if (found !== undefined) return found;
    const next = waiting.filter(({ after }) => after.includes(task.id)).map(tail);
    const length = task.estimateMs + Math.max(0, ...next);
    known.set(task.id, length);
    return length;
  };
  const queue = (resource: string): number =>
    waiting.filter(({ holds }) => holds.includes(resource)).reduce((sum, { estimateMs }) => sum + estimateMs, 0);
  return (task) => (task.first ? Number.POSITIVE_INFINITY : Math.max(tail(task), ...task.holds.map(queue)));
}

export interface Simulated {
  readonly turn: QuietTurn;
  /** Times after now, in ms; in order of start. */
  readonly spans: readonly { readonly id: string; readonly startMs: number; readonly endMs: number }[];
  readonly makespanMs: number;
}

/** Plays a schedule through with its estimates. `running` counts with what is left of it as its estimate. */
export function simulate({ waiting, running }: Scene, turn: QuietTurn): Simulated {
  let nowMs = 0;
  let left = [...waiting];
  let under = running.map((task) => ({ task, startMs: 0, endMs: task.estimateMs }));
  const spans: { id: string; startMs: number; endMs: number }[] = under.map(({ task, startMs, endMs }) => ({
    id: task.id,
    startMs,
    endMs,
  }));
  for (;;) {
    for (const task of startable({ waiting: left, running: under.map((one) => one.task) }, turn)) {
      const span = { startMs: nowMs, endMs: nowMs + task.estimateMs };
      under.push({ task, ...span });
      spans.push({ id: task.id, ...span });
    }
    left = left.filter((task) => !under.some((one) => one.task === task));
    if (under.length === 0) break;
    nowMs = Math.min(...under.map(({ endMs }) => endMs));
    under = under.filter(({ endMs }) => endMs > nowMs);
  }
  return { turn, spans, makespanMs: Math.max(0, ...spans.map(({ endMs }) => endMs)) };
}

/** The turn of the quiet tasks that makes the whole shortest; among equals the one that has the others first, whose verdicts come sooner. */
export function bestSchedule(scene: Scene): Simulated {
  const [last, ...others] = QUIET_TURNS.map((turn) => simulate(scene, turn));
  return others.reduce((best, one) => (one.makespanMs < best.makespanMs ? one : best), last as Simulated);
}
