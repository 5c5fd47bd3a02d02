import { type Static, Type } from 'typebox';

export const SystemStartSchema = Type.Object({
  /** `missing-tool`: this machine, not the app, is why it did not start. */
  outcome: Type.Enum(['ready', 'not-ready', 'missing-tool']),
  /** One line: what came up, or what went wrong. */
  message: Type.String(),
  durationMs: Type.Number(),
  /** It did not fail, it only was not ready in time. */
  timedOut: Type.Boolean(),
  /** Processes that wanted a CPU in the minute before, and how many CPUs there are. */
  loadBefore: Type.Number(),
  cpus: Type.Number(),
  processes: Type.Array(Type.String()),
});
export type SystemStart = Static<typeof SystemStartSchema>;
