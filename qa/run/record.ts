import { ReportFaultSchema, ReportGateSchema, ReportPlanSchema } from '@transkeep/reports/contract/index.ts';
import { type Static, Type } from 'typebox';
import { KeptAttestationSchema } from './verdicts/attestations.ts';
import { RunHistorySchema } from './verdicts/look-back.ts';
import { WaiverSchema } from './verdicts/waivers.ts';

export const FaultCountsSchema = Type.Object({ seeded: Type.Number(), proven: Type.Number(), stale: Type.Number() });
export type FaultCounts = Static<typeof FaultCountsSchema>;

/** What a launch found when it looked for a candidate GO of its commit. */
export const CandidateSchema = Type.Object({
  /** The run that was verified; absent when there is none. */
  runId: Type.Optional(Type.String()),
  /** One line: who signed it, or what is missing. */
  note: Type.String(),
});
export type Candidate = Static<typeof CandidateSchema>;

/** What is decided outside of a run and counts in its verdict, as it stood when the run began. */
export const DecisionsSchema = Type.Object({
  waivers: Type.Array(WaiverSchema),
  /** By clause: what the ledger of seeded faults said. */
  faults: Type.Record(Type.String(), FaultCountsSchema),
  // What follows is absent from records of earlier versions.
  /** The same, fault by fault. */
  seededFaults: Type.Optional(Type.Array(ReportFaultSchema)),
  attestations: Type.Optional(Type.Array(KeptAttestationSchema)),
  /** At launch: the candidate run that stands behind it, or why there is none. */
  candidate: Type.Optional(CandidateSchema),
});
export type Decisions = Static<typeof DecisionsSchema>;

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
  ...DecisionsSchema.properties,
  /** How far the wall clock strayed from the monotonic one while the run lasted, in ms. */
  clockJumpMs: Type.Optional(Type.Number()),
  /** What was no longer as it had been when the run began: gates read the checkout as they go. */
  checkoutChanged: Type.Optional(Type.String()),
  /** `i/n`: only the gates dealt to this shard ran. */
  shard: Type.Optional(Type.String({ pattern: '^[1-9][0-9]?/[1-9][0-9]?$' })),
  /** The shards that this run was merged from, and those that are missing. */
  shards: Type.Optional(Type.Array(Type.Object({ shard: Type.String(), runId: Type.String() }))),
  missingShards: Type.Optional(Type.Array(Type.String())),
  /** When it was taken up again after it had been interrupted. */
  resumedAt: Type.Optional(Type.Array(Type.String())),
  plan: Type.Optional(ReportPlanSchema),
  history: Type.Optional(RunHistorySchema),
  /** Id of the key that signs the run; `null` when none does. */
  signedBy: Type.Optional(Type.Union([Type.Null(), Type.String()])),
});
export type RunRecord = Static<typeof RunRecordSchema>;
