import { type Static, Type } from 'typebox';

/** What vitest declared and what became of it, file by file. */
const FailureSchema = Type.Object({ test: Type.String(), message: Type.String() });

export const TestFileSchema = Type.Object({
  /** From the repository's root. */
  file: Type.String(),
  /** How many tests the file's source declares; a table of cases counts as one. */
  declared: Type.Number(),
  /** Tests that passed at the first attempt. */
  passed: Type.Number(),
  skipped: Type.Array(Type.String()),
  failed: Type.Array(FailureSchema),
  /** Tests that passed only when they were tried again, with what went wrong before. */
  flaky: Type.Array(FailureSchema),
  /** Attempts at all its tests: those that were made, and those that are on record. */
  attempts: Type.Object({ made: Type.Number(), recorded: Type.Number() }),
  /** Why the file as a whole did not run. */
  error: Type.Union([Type.Null(), Type.String()]),
});
export type TestFile = Static<typeof TestFileSchema>;

export const TestOutcomeSchema = Type.Object({
  projects: Type.Array(Type.String()),
  files: Type.Array(TestFileSchema),
  /** How often a failed test is tried again. */
  retries: Type.Number(),
  /** vitest's own exit code: not 0 without a failed test means an error outside any test. */
  exitCode: Type.Union([Type.Null(), Type.Number()]),
  /** Which servers the integration tests ran on. */
  services: Type.Union([Type.Null(), Type.String()]),
});
export type TestOutcome = Static<typeof TestOutcomeSchema>;
