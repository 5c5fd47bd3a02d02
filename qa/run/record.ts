import { ReportGateSchema } from '@transkeep/reports/contract/index.ts';
import { type Static, Type } from 'typebox';
import { WaiverSchema } from './waivers.ts';

export const FaultCountsSchema = Type.Object({ seeded: Type.Number(), proven: Type.Number(), stale: Type.Number() });
export type FaultCounts = Static<typeof FaultCountsSchema>;

/**
 * `run.json`: everything a report rests on besides the evidence. Report = record + evidence + catalogue, by pure functions: that is
 * why `verify` can make it again.
 */
export const RunRecordSchema = Type.Object({
  schema: Type.Literal('transkeep-run/1'),
  runId: Type.String(),
  commit: Type.String(),
  dirty: Type.Boolean(),
  stage: Type.Enum(['candidate', 'launch', 'beta']),
  target: Type.String(),
  selection: Type.Union([Type.Null(), Type.Array(Type.String())]),
  /** Ids of the criteria judged: the selection's, and DEP-03 when the system did not start. */
  criteria: Type.Array(Type.String()),
  profile: Type.Enum(['full', 'smoke']),
  interrupted: Type.Boolean(),
  startedAt: Type.String(),
  finishedAt: Type.String(),
  environment: Type.Record(Type.String(), Type.String()),
  gates: Type.Array(ReportGateSchema),
  waivers: Type.Array(WaiverSchema),
  /** By clause: what the ledger of seeded faults said when the run began. */
  faults: Type.Record(Type.String(), FaultCountsSchema),
});
export type RunRecord = Static<typeof RunRecordSchema>;
