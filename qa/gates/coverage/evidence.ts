import { type Static, Type } from 'typebox';

const CountSchema = Type.Object({ covered: Type.Number(), total: Type.Number() });

/** How many tests the last commit that was GO declared, as reviewed; `commit` is null until there is one. */
export const TestsAtLastGoSchema = Type.Object({
  commit: Type.Union([Type.Null(), Type.String({ pattern: '^[0-9a-f]{40}$' })]),
  tests: Type.Integer({ minimum: 1 }),
});

export const CoverageSchema = Type.Object({
  passed: Type.Number(),
  failed: Type.Number(),
  skipped: Type.Array(Type.String()),
  /** Tests that the files declare; a table of cases counts as one. */
  declared: Type.Integer({ minimum: 0 }),
  atLastGo: TestsAtLastGoSchema,
  /** Every source file, also those that no test loads; paths from the repository's root. */
  files: Type.Array(Type.Object({ file: Type.String(), lines: CountSchema, branches: CountSchema })),
  /** The named list that must be covered whole. */
  criticalFiles: Type.Array(Type.String()),
});
export type Coverage = Static<typeof CoverageSchema>;
