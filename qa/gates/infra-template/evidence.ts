import { type Static, Type } from 'typebox';

const FindingSchema = Type.Object({
  rule: Type.String(),
  severity: Type.String(),
  description: Type.String(),
  /** Construct paths. */
  at: Type.Array(Type.String()),
});

const StackSchema = Type.Object({
  name: Type.String(),
  region: Type.String(),
  /** How many resources CDK says it put into the template; fewer found is a truncated template. */
  declaredResources: Type.Integer(),
  resources: Type.Array(Type.Object({ id: Type.String(), type: Type.String(), properties: Type.Record(Type.String(), Type.Unknown()) })),
  /** The rest of the template: parameters, outputs, rules. */
  others: Type.Record(Type.String(), Type.Unknown()),
});

export const EvidenceSchema = Type.Object({
  synthesis: Type.Object({
    exitCode: Type.Union([Type.Integer(), Type.Null()]),
    durationMs: Type.Number(),
    /** The line that says what went wrong; empty when nothing did. */
    error: Type.String(),
  }),
  /** Stacks that CDK's manifest names. */
  declaredStacks: Type.Integer(),
  stacks: Type.Array(StackSchema),
  /** Which checks ran over how many templates, and what they found that nobody had acknowledged. */
  checks: Type.Array(Type.Object({ name: Type.String(), templates: Type.Integer(), findings: Type.Array(FindingSchema) })),
  /** Rules accepted for a construct, with the reason. */
  acknowledged: Type.Array(Type.Object({ rule: Type.String(), at: Type.String(), reason: Type.String() })),
  /** Variables that the app's own schema calls secret, and whether the app starts without them. */
  secretVariables: Type.Array(Type.Object({ name: Type.String(), required: Type.Boolean() })),
});
export type InfraEvidence = Static<typeof EvidenceSchema>;
export type StackFacts = Static<typeof StackSchema>;

/** Names of the two checks, as they call themselves. */
export const ARCHITECTURE_CHECK = 'AwsSolutions';
export const SCHEMA_CHECK = 'CloudFormation Validate';
