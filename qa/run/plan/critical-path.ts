import { SLOTS, type Task } from './schedule.ts';

/** How long a run at least had to take, and why. */
export interface CriticalPath {
  readonly ms: number;
  /** What it is made of, in order; for full slots everything that shared them. */
  readonly path: readonly string[];
  /** One line. */
  readonly limitedBy: string;
}

/**
 * The longest chain of dependencies and exclusive resources among tasks that took `estimateMs` each: a lower bound for every schedule of them.
 * A quiet task excludes all others, so the quiet ones are in every chain; to them comes the longest of
 *
 * - a chain of dependencies;
 * - everything that holds the same resource, with the shortest way to the first and from the last of it;
 * - all other tasks through their slots: their sum / SLOTS.
 */
export function criticalPath(tasks: readonly Task[]): CriticalPath {
  const quiet = tasks.filter((task) => task.quiet);
  const shared = tasks.filter((task) => !task.quiet);
  const chains = [chainOfDependencies(tasks), ...resourcesOf(shared).map((name) => chainOfResource(name, tasks)), chainOfSlots(shared)];
  const longest = chains.reduce((best, one) => (one.ms > best.ms ? one : best), { ms: 0, path: [], limitedBy: 'nothing else' });
  const alone = sum(quiet);
  return {
    ms: alone + longest.ms,
    path: [...longest.path, ...quiet.map(({ id }) => id).filter((id) => !longest.path.includes(id))],
    limitedBy: quiet.length > 0 ? `${longest.limitedBy}, and what must run alone (${seconds(alone)})` : longest.limitedBy,
  };
}

/** A chain with its length, in which quiet tasks count nothing: they are counted for everybody. */
interface Chain {
  readonly ms: number;
  readonly path: readonly string[];
}

const sharedMs = ({ quiet, estimateMs }: Task): number => (quiet ? 0 : estimateMs);
const sum = (tasks: readonly Task[]): number => tasks.reduce((total, { estimateMs }) => total + estimateMs, 0);
const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;
const longer = (one: Chain, other: Chain): Chain => (other.ms > one.ms ? other : one);

/** The longest chain that ends before each task starts. */
function chainsBefore(tasks: readonly Task[]): (task: Task) => Chain {
  const known = new Map<string, Chain>();
  const before = (task: Task): Chain => {
    const found = known.get(task.id);
    if (found) return found;
    const chain = tasks
      .filter(({ id }) => task.after.includes(id))
      .map((one) => ({ ms: before(one).ms + sharedMs(one), path: [...before(one).path, one.id] }))
      .reduce<Chain>(longer, { ms: 0, path: [] });
    known.set(task.id, chain);
    return chain;
  };
  return before;
}

function chainOfDependencies(tasks: readonly Task[]): CriticalPath {
  const before = chainsBefore(tasks);
  const chain = tasks
    .map((task) => ({ ms: before(task).ms + sharedMs(task), path: [...before(task).path, task.id] }))
    .reduce<Chain>(longer, { ms: 0, path: [] });
  return { ...chain, limitedBy: `a chain of gates that build on each other (${seconds(chain.ms)})` };
}

function chainOfResource(name: string, tasks: readonly Task[]): CriticalPath {
  const holders = tasks.filter((task) => !task.quiet && task.holds.includes(name));
  const before = chainsBefore(tasks);
  // The same chains seen from the end: who waits for whom turned round.
  const turned = tasks.map((task) => ({ ...task, after: tasks.filter(({ after }) => after.includes(task.id)).map(({ id }) => id) }));
  const behind = chainsBefore(turned);
  const shortest = (chains: readonly Chain[]): Chain => chains.reduce((best, one) => (one.ms < best.ms ? one : best));
  const head = shortest(holders.map((task) => before(task)));
  const tail = shortest(turned.filter(({ id }) => holders.some((task) => task.id === id)).map((task) => behind(task)));
  return {
    ms: head.ms + sum(holders) + tail.ms,
    path: [...head.path, ...holders.map(({ id }) => id), ...tail.path.toReversed()],
    limitedBy: `what only one gate at a time may have: ${name} (${seconds(sum(holders))})`,
  };
}

function chainOfSlots(shared: readonly Task[]): CriticalPath {
  return {
    ms: sum(shared) / SLOTS,
    path: shared.map(({ id }) => id),
    limitedBy: `${SLOTS} gates at a time (${seconds(sum(shared))} of them in ${SLOTS} slots)`,
  };
}

function resourcesOf(tasks: readonly Task[]): string[] {
  return [...new Set(tasks.flatMap(({ holds }) => holds))];
}
