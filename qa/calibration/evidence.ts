import { type Static, Type } from 'typebox';

/** What else the machine did during some time, as shares of all its cores' time. */
export const ActivitySchema = Type.Object({
  ms: Type.Number(),
  /** Taken by the hypervisor for other machines. */
  steal: Type.Number(),
  /** Used by processes that belong neither to the harness nor to the system under test. */
  foreign: Type.Number(),
  /** Used by the harness and the system under test, less the process that measures. */
  system: Type.Number(),
});
export type Activity = Static<typeof ActivitySchema>;

/** One round of both fixed workloads. */
export const RoundSchema = Type.Object({
  /** Time of each repetition of the CPU workload, ms: one array per core, all running at once. */
  cpuMs: Type.Array(Type.Array(Type.Number())),
  /** Time of each batch of round trips over a loopback connection, ms. */
  loopbackMs: Type.Array(Type.Number()),
  /** `null` where the system cannot be asked (not Linux). */
  activity: Type.Union([Type.Null(), ActivitySchema]),
});
export type Round = Static<typeof RoundSchema>;

/** How still the machine was around and during one measurement of time: raw values only, judged by `noiseIn`. */
export const CalibrationSchema = Type.Object({
  /** What a whole calibration holds: fewer values are missing evidence. */
  declared: Type.Object({ cores: Type.Number(), repetitions: Type.Number(), batches: Type.Number() }),
  /** Rounds before, until one was quiet or patience ended; the measurement began right after the last. */
  before: Type.Array(RoundSchema),
  /** While measuring, interval by interval; `null` where the system cannot be asked. */
  during: Type.Union([Type.Null(), Type.Array(ActivitySchema)]),
  /** How long the measurement took, ms: what `during` must cover. */
  measuredMs: Type.Number(),
  after: Type.Array(RoundSchema),
});
export type Calibration = Static<typeof CalibrationSchema>;
