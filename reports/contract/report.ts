import { type Static, Type } from 'typebox';

/** `report.json`: the machine-readable face of a run (schema `transkeep-readiness/1`). */

const GateVerdictSchema = Type.Enum(['PASS', 'FAIL', 'INCONCLUSIVE']);
const VerdictSchema = Type.Enum(['PASS', 'FAIL', 'INCONCLUSIVE', 'WAIVED']);
const RunVerdictSchema = Type.Enum(['GO', 'NO-GO', 'INCONCLUSIVE']);

export const MeasuredSchema = Type.Object({
  value: Type.Number(),
  unit: Type.String(),
  ci: Type.Optional(Type.Tuple([Type.Number(), Type.Number()])),
  samples: Type.Optional(Type.Number()),
  expected: Type.Optional(Type.Number()),
});

export const ReportClauseSchema = Type.Object({
  id: Type.String(),
  text: Type.String(),
  verdict: VerdictSchema,
  verdictBeforeWaiver: GateVerdictSchema,
  reason: Type.String(),
  threshold: Type.String(),
  /** The number behind `threshold`, for drawing. */
  limit: Type.Optional(Type.Number()),
  /** On which side of the limit it is good to be. */
  direction: Type.Optional(Type.Enum(['at-most', 'at-least', 'exactly'])),
  measured: Type.Optional(MeasuredSchema),
  gate: Type.Optional(Type.String()),
  evidence: Type.Array(Type.Object({ path: Type.String(), sha256: Type.String() })),
  faults: Type.Object({ seeded: Type.Number(), proven: Type.Number(), stale: Type.Number() }),
});

export const ReportCriterionSchema = Type.Object({
  id: Type.String(),
  title: Type.String(),
  area: Type.String(),
  severity: Type.Enum(['M', 'S']),
  owner: Type.String(),
  why: Type.String(),
  howToFix: Type.String(),
  verdict: VerdictSchema,
  verdictBeforeWaivers: VerdictSchema,
  clauses: Type.Array(ReportClauseSchema),
});

/** Why a gate did not start as soon as it was planned, longest first. */
const WaitSchema = Type.Object({
  /** A gate's id, `system` (its start) or `quiet` (the machine was too noisy to measure time). */
  on: Type.String(),
  ms: Type.Number(),
});

export const ReportGateSchema = Type.Object({
  id: Type.String(),
  title: Type.String(),
  startedAt: Type.Optional(Type.String()),
  durationMs: Type.Number(),
  outcome: Type.Enum(['ran', 'failed', 'skipped']),
  reason: Type.String(),
  exclusive: Type.Boolean(),
  /** `i/n` of the shard that it ran in, or is left to. */
  shard: Type.Optional(Type.String()),
  /** Folder inside the run's own that holds its `evidence/`, when that is not the run's: of a shard, or of the system started again. */
  folder: Type.Optional(Type.String({ pattern: '^(shards/[0-9]+-of-[0-9]+(/restarts/[0-9]+)?|restarts/[0-9]+)$' })),
  waited: Type.Optional(Type.Array(WaitSchema)),
});

/** One seeded fault of a clause in this report, and whether the gate has been seen to notice it. */
export const ReportFaultSchema = Type.Object({
  id: Type.String(),
  title: Type.String(),
  clause: Type.String(),
  /** stale: proven once, but gate, threshold, fault or the code it touches have changed since. */
  status: Type.Enum(['proven', 'stale', 'unproven']),
  /** What the verdict said with the fault in. */
  reason: Type.Optional(Type.String()),
  provenAt: Type.Optional(Type.String()),
  commit: Type.Optional(Type.String()),
});

/** What a person vouches for, where no gate can see it. */
export const ReportAttestationSchema = Type.Object({
  clause: Type.String(),
  who: Type.String(),
  what: Type.String(),
  when: Type.String(),
  commit: Type.String(),
  expires: Type.String(),
  /** Whether it decided the clause, and why not if it did not. */
  applied: Type.Boolean(),
  note: Type.String(),
});

/** An earlier run of the same stage, as the history keeps it. */
export const PastRunSchema = Type.Object({
  runId: Type.String(),
  commit: Type.String(),
  startedAt: Type.String(),
  verdict: RunVerdictSchema,
  /** Measured values by clause. */
  values: Type.Record(Type.String(), Type.Object({ value: Type.Number(), unit: Type.String(), verdict: VerdictSchema })),
});

/** One line of «what changed since the last GO». */
const ChangeSchema = Type.Object({
  clause: Type.String(),
  kind: Type.Enum(['worse', 'better', 'new', 'gone', 'slower', 'faster']),
  text: Type.String(),
});

export const ReportHistorySchema = Type.Object({
  /** Whole runs of this stage before this one, oldest first. */
  runs: Type.Array(PastRunSchema),
  /** Where the level of a measured value changed for good: `run` is the first run with the new one, by its place in `runs` (their number: this run). */
  steps: Type.Optional(Type.Array(Type.Object({ clause: Type.String(), run: Type.Number(), before: Type.Number(), after: Type.Number() }))),
  /** `null` when there has been no GO yet: regressions can then not be told, and that is said. */
  lastGo: Type.Union([
    Type.Null(),
    Type.Object({ runId: Type.String(), commit: Type.String(), startedAt: Type.String(), changes: Type.Array(ChangeSchema) }),
  ]),
});

/** How long the run had to take, from its own durations. */
export const ReportPlanSchema = Type.Object({
  /** What the longest chain of dependencies and exclusive resources was made of: `system`, then ids of gates. */
  criticalPath: Type.Array(Type.String()),
  criticalPathMs: Type.Number(),
  wallMs: Type.Number(),
  /** One line: what the longest chain is a chain of. */
  limitedBy: Type.Optional(Type.String()),
});

export const ReportSchema = Type.Object(
  {
    schema: Type.Literal('transkeep-readiness/1'),
    runId: Type.String(),
    commit: Type.String(),
    dirty: Type.Boolean(),
    stage: Type.Enum(['candidate', 'launch', 'beta']),
    target: Type.String(),
    /** `null` for the whole stage, else what `--only` selected. */
    selection: Type.Union([Type.Null(), Type.Array(Type.String())]),
    profile: Type.Enum(['full', 'smoke']),
    complete: Type.Boolean(),
    /** Why the run cannot be GO whatever its criteria say: dirty tree, partial selection, interrupted, smoke profile. */
    caps: Type.Array(Type.String()),
    startedAt: Type.String(),
    finishedAt: Type.String(),
    environment: Type.Record(Type.String(), Type.String()),
    verdict: RunVerdictSchema,
    verdictBeforeWaivers: RunVerdictSchema,
    waivers: Type.Array(
      Type.Object({
        clause: Type.String(),
        owner: Type.String(),
        reason: Type.String(),
        issue: Type.Optional(Type.String()),
        approvers: Type.Optional(Type.Array(Type.String())),
        expires: Type.String(),
        applied: Type.Boolean(),
        note: Type.String(),
      }),
    ),
    criteria: Type.Array(ReportCriterionSchema),
    gates: Type.Array(ReportGateSchema),
    // What follows is absent from reports of earlier versions.
    attestations: Type.Optional(Type.Array(ReportAttestationSchema)),
    faults: Type.Optional(Type.Array(ReportFaultSchema)),
    plan: Type.Optional(ReportPlanSchema),
    history: Type.Optional(ReportHistorySchema),
    /** Id of the key that the run is signed with; `null` says that it is unsigned. */
    signedBy: Type.Optional(Type.Union([Type.Null(), Type.String()])),
    /** When the run was taken up again after it had been interrupted. */
    resumedAt: Type.Optional(Type.Array(Type.String())),
    /** Runs that this one was merged from. */
    shards: Type.Optional(Type.Array(Type.Object({ shard: Type.String(), runId: Type.String() }))),
  },
  { $id: 'transkeep-readiness/1' },
);

export type Report = Static<typeof ReportSchema>;
export type ReportCriterion = Static<typeof ReportCriterionSchema>;
export type ReportClause = Static<typeof ReportClauseSchema>;
export type ReportGate = Static<typeof ReportGateSchema>;
export type ReportFault = Static<typeof ReportFaultSchema>;
export type ReportAttestation = Static<typeof ReportAttestationSchema>;
export type ReportHistory = Static<typeof ReportHistorySchema>;
export type ReportPlan = Static<typeof ReportPlanSchema>;
export type PastRun = Static<typeof PastRunSchema>;
