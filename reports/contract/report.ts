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

export const ReportGateSchema = Type.Object({
  id: Type.String(),
  title: Type.String(),
  startedAt: Type.Optional(Type.String()),
  durationMs: Type.Number(),
  outcome: Type.Enum(['ran', 'failed', 'skipped']),
  reason: Type.String(),
  exclusive: Type.Boolean(),
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
        expires: Type.String(),
        applied: Type.Boolean(),
        note: Type.String(),
      }),
    ),
    criteria: Type.Array(ReportCriterionSchema),
    gates: Type.Array(ReportGateSchema),
  },
  { $id: 'transkeep-readiness/1' },
);

export type Report = Static<typeof ReportSchema>;
export type ReportCriterion = Static<typeof ReportCriterionSchema>;
export type ReportClause = Static<typeof ReportClauseSchema>;
export type ReportGate = Static<typeof ReportGateSchema>;
