import { type Static, Type } from 'typebox';
import { BrowserTestSchema } from '../../suites/playwright/outcome.ts';

const FindingSchema = Type.Object({
  rule: Type.String(),
  impact: Type.String(),
  /** CSS selector of the element. */
  target: Type.String(),
  summary: Type.String(),
});

export const AxeStateSchema = Type.Object({
  /** Title of its test. */
  state: Type.String(),
  /** light or dark; a state is judged in both. */
  colorScheme: Type.String(),
  version: Type.String(),
  rulesPassed: Type.Number(),
  violations: Type.Array(FindingSchema),
  /** What axe could not decide by itself. */
  incomplete: Type.Array(FindingSchema),
  /** Elements that the rule color-contrast judged. */
  contrast: Type.Object({ passes: Type.Number(), violations: Type.Number(), incomplete: Type.Number() }),
});

export const AccessibilitySchema = Type.Object({
  /** Every declared test, and every one that ran: states judged by axe, and journeys taken by keyboard and by screen reader. */
  tests: Type.Array(BrowserTestSchema),
  /** What axe said, for the states that were reached. */
  states: Type.Array(AxeStateSchema),
});
export type Accessibility = Static<typeof AccessibilitySchema>;
export type AxeState = Static<typeof AxeStateSchema>;
