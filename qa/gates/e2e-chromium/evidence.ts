import { type Static, Type } from 'typebox';
import { BrowserTestSchema } from '../../suites/playwright/outcome.ts';

export const JourneysSchema = Type.Object({
  /** Every declared test, and every one that ran. */
  tests: Type.Array(BrowserTestSchema),
  exitCode: Type.Union([Type.Number(), Type.Null()]),
});
export type Journeys = Static<typeof JourneysSchema>;
