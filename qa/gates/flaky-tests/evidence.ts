import { type Static, Type } from 'typebox';

/** One suite of tests, counted over all its tests. */
const SuiteSchema = Type.Object({
  /** Id of the gate that ran it. */
  gate: Type.String(),
  /** Tests that passed at the first attempt. */
  passed: Type.Number(),
  /** Tests that failed at every attempt: broken, not flaky. */
  failed: Type.Number(),
  attempts: Type.Object({ made: Type.Number(), recorded: Type.Number() }),
  /** Tests that passed only when they were tried again. */
  flaky: Type.Array(Type.Object({ test: Type.String(), message: Type.String() })),
});
export type Suite = Static<typeof SuiteSchema>;

export const FlakyTestsSchema = Type.Object({
  /** Gates whose suites must be here. */
  expected: Type.Array(Type.String()),
  suites: Type.Array(SuiteSchema),
});
export type FlakyTests = Static<typeof FlakyTestsSchema>;
