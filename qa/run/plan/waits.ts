import { type Blocked, blockedBy, type Scene } from './schedule.ts';

/** What a gate waited for, in ms. */
export interface Wait {
  readonly on: string;
  readonly ms: number;
}

/** Keeps account of what every waiting task waited for while the scene changed. */
export class Waits {
  #sinceMs = 0;
  #open = new Map<string, Blocked>();
  readonly #intervals = new Map<string, { blocked: Blocked; ms: number }[]>();
  readonly #ended: string[] = [];

  /** Something has started or ended: from `nowMs` (of a monotonic clock) on this is the scene. */
  changed(scene: Scene, nowMs: number): void {
    for (const [id, blocked] of this.#open) {
      this.#intervals.set(id, [...(this.#intervals.get(id) ?? []), { blocked, ms: nowMs - this.#sinceMs }]);
    }
    // What nothing blocks waits for a quiet task to have its turn.
    const quiet: Blocked = { on: scene.waiting.filter((task) => task.quiet).map(({ id }) => id), until: 'all' };
    this.#open = new Map(scene.waiting.map((task) => [task.id, blockedBy(task, scene) ?? quiet]));
    this.#sinceMs = nowMs;
  }

  ended(id: string): void {
    this.#ended.push(id);
  }

  /**
   * What a task that has started waited for, longest first. Time in which several were in its way is put down to the one that
   * mattered: the last to end when all had to, the first when any would have done.
   */
  of(id: string): Wait[] {
    const sums = new Map<string, number>();
    for (const { blocked, ms } of this.#intervals.get(id) ?? []) {
      const ended = this.#ended.filter((other) => blocked.on.includes(other));
      const on = blocked.until === 'all' ? ended.at(-1) : ended[0];
      if (on !== undefined) sums.set(on, (sums.get(on) ?? 0) + ms);
    }
    return [...sums]
      .map(([on, ms]) => ({ on, ms: Math.round(ms) }))
      .filter(({ ms }) => ms > 0)
      .sort((one, other) => other.ms - one.ms);
  }
}
