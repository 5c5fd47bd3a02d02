import { type Static, Type } from 'typebox';

const Share = Type.Union([Type.Number(), Type.Null()]);
/** How many there were, and how many of them are still there. */
const Kept = Type.Object({ before: Type.Number(), after: Type.Number() });

/** One document through one translation engine. */
const RunSchema = Type.Object({
  document: Type.String(),
  engine: Type.String(),
  /** What is right to do with the document: `translated`, `kept` (nothing of it can be written anew) or a refusal's code. */
  expected: Type.String(),
  /** What was done: the same words, or `failed`. */
  outcome: Type.String(),
  /** Why there is no translation, or what the engine had to say about one. */
  reason: Type.String(),
  fidelity: Type.Union([
    Type.Null(),
    Type.Object({
      blockIou: Share,
      wordRecall: Share,
      overflow: Share,
      newOverlap: Share,
      fontSizeKept: Share,
      links: Type.Number(),
      outline: Type.Number(),
      residualSource: Share,
    }),
  ]),
  counts: Type.Union([
    Type.Null(),
    Type.Object({
      writtenBlocks: Type.Number(),
      writtenWords: Type.Number(),
      links: Type.Number(),
      outlineEntries: Type.Number(),
      sourceWords: Type.Number(),
    }),
  ]),
  /** The page whose background changed most, of the pages looked at; null when no picture could be taken. */
  worstPage: Type.Union([Type.Null(), Type.Object({ page: Type.Number(), unchanged: Type.Number(), looked: Type.Number() })]),
  conserved: Type.Union([Type.Null(), Type.Object({ fields: Kept, annotations: Kept, labels: Kept, attachments: Kept })]),
  /** What each reader that shares no code with the engine says against the output; empty when it opens cleanly. */
  readers: Type.Union([Type.Null(), Type.Object({ pdfium: Type.String(), qpdf: Type.String() })]),
});

export const LayoutFidelitySchema = Type.Object({
  /** Every run that there should be. */
  planned: Type.Array(Type.Object({ document: Type.String(), engine: Type.String() })),
  runs: Type.Array(RunSchema),
});

export type LayoutFidelity = Static<typeof LayoutFidelitySchema>;
export type FidelityRun = LayoutFidelity['runs'][number];
