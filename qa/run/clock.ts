/** A wall clock further than this from the monotonic one has jumped: somebody set it, or the machine slept. Clock daemons slew far less. ms. */
export const CLOCK_JUMP_LIMIT_MS = 5_000;

/** How often the two clocks are compared: a jump there and back in between goes unnoticed. ms. */
const COMPARE_EVERY_MS = 1_000;

export interface ClockWatch {
  /** The largest distance of the wall clock from the monotonic one since the watch began, with its sign, in ms. */
  jumpMs(): number;
  stop(): void;
}

/** Compares the wall clock with the monotonic one until it is stopped. The clocks can be replaced for tests. */
export function watchClock(wall: () => number = Date.now, monotonic: () => number = () => performance.now()): ClockWatch {
  const startedAt = wall();
  const started = monotonic();
  let furthest = 0;
  const compare = (): number => {
    const distance = Math.round(wall() - startedAt - (monotonic() - started));
    if (Math.abs(distance) > Math.abs(furthest)) furthest = distance;
    return furthest;
  };
  const timer = setInterval(compare, COMPARE_EVERY_MS).unref();
  return { jumpMs: compare, stop: () => clearInterval(timer) };
}

/** `+3600 s` */
export function seconds(ms: number): string {
  return `${ms > 0 ? '+' : ''}${Math.round(ms / 1000)} s`;
}
