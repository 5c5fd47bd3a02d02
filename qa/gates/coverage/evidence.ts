import { type Static, Type } from 'typebox';

const CountSchema = Type.Object({ covered: Type.Number(), total: Type.Number() });

export const CoverageSchema = Type.Object({
  passed: Type.Number(),
  failed: Type.Number(),
  skipped: Type.Array(Type.String()),
  /** Every source file, also those that no test loads; paths from the repository's root. */
  files: Type.Array(Type.Object({ file: Type.String(), lines: CountSchema, branches: CountSchema })),
  /** The named list that must be covered whole. */
  criticalFiles: Type.Array(Type.String()),
});
export type Coverage = Static<typeof CoverageSchema>;
