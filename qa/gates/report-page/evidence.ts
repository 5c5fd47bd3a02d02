import { type Static, Type } from 'typebox';
import { BrowserTestSchema } from '../../suites/playwright/outcome.ts';
import { AxeStateSchema } from '../axe/evidence.ts';

/** One way round the page by Tab, and what a keyboard can do on the way. */
export const WalkSchema = Type.Object({
  page: Type.String(),
  /** Visible things that a keyboard must reach. */
  controls: Type.Number(),
  /** Different ones of them that had the focus, until it left the page. */
  reached: Type.Number(),
  /** Stops at which nobody could see where the focus was. */
  unseen: Type.Array(Type.String()),
  leftThePage: Type.Boolean(),
  skipsToMain: Type.Boolean(),
  opensDetails: Type.Boolean(),
});

/** What a screen reader says from the first element to the last. */
export const ReadingSchema = Type.Object({
  page: Type.String(),
  /** Whether it came to the end of the page. */
  ended: Type.Boolean(),
  phrases: Type.Array(Type.String()),
  /** What it must say, in this order. */
  inOrder: Type.Array(Type.String()),
  /** Names of the tables, each with the headers of its columns. */
  tables: Type.Array(Type.Object({ name: Type.String(), headers: Type.Array(Type.String()) })),
});

export const ReportPageSchema = Type.Object({
  tests: Type.Array(BrowserTestSchema),
  states: Type.Array(AxeStateSchema),
  walks: Type.Array(WalkSchema),
  readings: Type.Array(ReadingSchema),
});
export type ReportPage = Static<typeof ReportPageSchema>;
export type Walk = Static<typeof WalkSchema>;
export type Reading = Static<typeof ReadingSchema>;
