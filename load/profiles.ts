/** How much load, for how long. Times in seconds. */
export interface LoadProfile {
  readonly users: number;
  /** From the first user to the last: a real day has no step. */
  readonly rampSeconds: number;
  /** With all users at work. Long enough for every user to begin the journeys that the clause asks for: the README has the arithmetic. */
  readonly steadySeconds: number;
  /** After the steady state no journey begins, and those under way may end: cutting them off would hide the slow ones. */
  readonly graceSeconds: number;
  /** Pause of a person between two steps, drawn evenly. */
  readonly thinkSeconds: readonly [least: number, most: number];
  /** Between two looks at the status; the web client listens to events instead, which k6 cannot. */
  readonly pollSeconds: number;
  /** A document that is not ready after this long ends the journey as failed. */
  readonly readyLimitSeconds: number;
}

export const profiles = {
  full: {
    users: 200,
    rampSeconds: 30,
    steadySeconds: 185,
    graceSeconds: 120,
    thinkSeconds: [3, 8],
    pollSeconds: 2,
    readyLimitSeconds: 120,
  },
  smoke: { users: 5, rampSeconds: 3, steadySeconds: 17, graceSeconds: 30, thinkSeconds: [0.5, 1], pollSeconds: 0.5, readyLimitSeconds: 25 },
} as const satisfies Record<'full' | 'smoke', LoadProfile>;
