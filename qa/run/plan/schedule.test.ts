import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { criticalPath } from './critical-path.ts';
import { bestSchedule, blockedBy, QUIET_TURNS, type QuietTurn, type Simulated, SLOTS, simulate, startable, type Task } from './schedule.ts';

const task = (id: string, estimateMs: number, more: Partial<Task> = {}): Task => ({
  id,
  after: [],
  holds: [],
  quiet: false,
  estimateMs,
  ...more,
});
const ids = (tasks: readonly Task[]) => tasks.map(({ id }) => id);
const started = ({ spans }: Simulated) => spans.map(({ id, startMs }) => `${id}@${startMs}`);

/** Up to twelve tasks; each may wait for any that come before it, so that no circle arises. */
const anyTasks = fc
  .array(
    fc.record({
      estimateMs: fc.integer({ min: 1, max: 100 }),
      quiet: fc.boolean(),
      holds: fc.subarray(['chromium', 'port']),
      before: fc.array(fc.nat(11), { maxLength: 3 }),
    }),
    { maxLength: 12 },
  )
  .map((drawn) =>
    drawn.map(({ before, ...more }, index) => {
      const after = [...new Set(before.filter((other) => other < index).map((other) => `t${other}`))];
      return task(`t${index}`, more.estimateMs, { ...more, after });
    }),
  );
const anyTurn = fc.constantFrom<QuietTurn>(...QUIET_TURNS);

describe('a schedule', () => {
  test('starts the longest path first, in two slots', () => {
    const tasks = [task('short', 1), task('long', 9), task('chain', 2), task('chained', 8, { after: ['chain'] })];
    expect(started(simulate({ waiting: tasks, running: [] }, 'last'))).toEqual(['chain@0', 'long@0', 'chained@2', 'short@9']);
  });

  test('takes what queues for one resource for the chain that it is', () => {
    const tasks = [task('a', 5, { holds: ['chromium'] }), task('b', 5, { holds: ['chromium'] }), task('c', 6), task('d', 4)];
    expect(started(simulate({ waiting: tasks, running: [] }, 'last'))).toEqual(['a@0', 'c@0', 'b@5', 'd@6']);
  });

  test('starts the system before everything else', () => {
    const tasks = [task('system', 1, { first: true }), task('x', 9, { after: ['system'] }), task('y', 90), task('z', 91)];
    for (const turn of QUIET_TURNS) expect(ids(startable({ waiting: tasks, running: [] }, turn))).toEqual(['system', 'z']);
  });

  test('gives quiet tasks the turn that makes the whole shortest', () => {
    // Much builds on the quiet one: last would be a waste.
    const early = [task('quiet', 5, { quiet: true }), task('built-on-it', 20, { after: ['quiet'] }), task('other', 20)];
    expect(bestSchedule({ waiting: early, running: [] })).toMatchObject({ turn: 'by-path', makespanMs: 25 });
    const late = [task('quiet', 50, { quiet: true }), task('a', 5), task('b', 5)];
    expect(bestSchedule({ waiting: late, running: [] })).toMatchObject({ turn: 'last', makespanMs: 55 });
  });

  test('says what a task waits for', () => {
    const running = [task('axe', 9, { holds: ['chromium'] }), task('unit', 9)];
    const why = (waiting: Task, also: Task[] = []) => blockedBy(waiting, { waiting: [waiting, ...also], running });
    expect(why(task('coverage', 1, { after: ['unit', 'later'] }), [task('later', 1)])).toEqual({ on: ['unit', 'later'], until: 'all' });
    expect(why(task('e2e', 1, { holds: ['chromium'] }))).toEqual({ on: ['axe'], until: 'all' });
    expect(why(task('load', 1, { quiet: true }))).toEqual({ on: ['axe', 'unit'], until: 'all' });
    expect(why(task('bundle', 1))).toEqual({ on: ['axe', 'unit'], until: 'any' });
    expect(blockedBy(task('bundle', 1), { waiting: [], running: [task('load', 9, { quiet: true })] })).toEqual({
      on: ['load'],
      until: 'all',
    });
  });
});

describe('any schedule', () => {
  test('runs every task once, none before those it waits for, never two holders of a resource, quiet ones alone', () => {
    fc.assert(
      fc.property(anyTasks, anyTurn, (tasks, turn) => {
        const { spans } = simulate({ waiting: tasks, running: [] }, turn);
        expect(spans.map(({ id }) => id).sort()).toEqual(ids(tasks).sort());
        const spanOf = new Map(spans.map((span) => [span.id, span]));
        for (const one of tasks) {
          const mine = spanOf.get(one.id) as (typeof spans)[number];
          for (const id of one.after) expect(spanOf.get(id)?.endMs).toBeLessThanOrEqual(mine.startMs);
          const beside = tasks.filter((other) => {
            const span = spanOf.get(other.id);
            return other !== one && span && span.startMs < mine.endMs && mine.startMs < span.endMs;
          });
          if (one.quiet) expect(beside).toEqual([]);
          expect(beside.filter(({ holds }) => holds.some((name) => one.holds.includes(name)))).toEqual([]);
          const atStart = beside.filter(
            ({ id }) => (spanOf.get(id)?.startMs ?? 0) <= mine.startMs && mine.startMs < (spanOf.get(id)?.endMs ?? 0),
          );
          expect(atStart.length).toBeLessThan(SLOTS);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('is no shorter than its critical path, and no longer than one after the other', () => {
    fc.assert(
      fc.property(anyTasks, anyTurn, (tasks, turn) => {
        const { makespanMs } = simulate({ waiting: tasks, running: [] }, turn);
        expect(makespanMs).toBeGreaterThanOrEqual(criticalPath(tasks).ms);
        expect(makespanMs).toBeLessThanOrEqual(tasks.reduce((sum, { estimateMs }) => sum + estimateMs, 0));
      }),
      { numRuns: 2_000 },
    );
  });

  test('without resources keeps Graham’s bound: work / slots + (1 − 1 / slots) × longest chain', () => {
    fc.assert(
      fc.property(anyTasks, (drawn) => {
        const tasks = drawn.map((one) => ({ ...one, holds: [], quiet: false }));
        const work = tasks.reduce((sum, { estimateMs }) => sum + estimateMs, 0);
        const chains = new Map<string, number>();
        for (const { id, after, estimateMs } of tasks) {
          chains.set(id, estimateMs + Math.max(0, ...after.map((before) => chains.get(before) ?? 0)));
        }
        const bound = work / SLOTS + (1 - 1 / SLOTS) * Math.max(0, ...chains.values());
        expect(bestSchedule({ waiting: tasks, running: [] }).makespanMs).toBeLessThanOrEqual(bound);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the critical path', () => {
  const system = task('system', 6);
  const axe = task('axe', 167, { after: ['system'], holds: ['chromium'] });
  const e2e = task('e2e', 66, { after: ['system'], holds: ['chromium'] });
  const load = task('load', 345, { after: ['system'], quiet: true });

  test('is the longest chain of dependencies, with the quiet time in it', () => {
    expect(criticalPath([system, axe, load])).toEqual({
      ms: 6 + 167 + 345,
      path: ['system', 'axe', 'load'],
      limitedBy: 'a chain of gates that build on each other (0 s), and what must run alone (0 s)',
    });
  });

  test('is the queue for a resource, behind what comes before all of it', () => {
    expect(criticalPath([system, axe, e2e])).toMatchObject({
      ms: 6 + 167 + 66,
      path: ['system', 'axe', 'e2e'],
      limitedBy: expect.stringContaining('only one gate at a time may have: chromium'),
    });
  });

  test('is the full slots when there is more to do than any chain is long', () => {
    const many = ['a', 'b', 'c', 'd'].map((id) => task(id, 100));
    expect(criticalPath([...many, load])).toMatchObject({ ms: 545, path: ['a', 'b', 'c', 'd', 'load'] });
  });

  test('of nothing is nothing', () => {
    expect(criticalPath([])).toMatchObject({ ms: 0, path: [] });
  });
});
