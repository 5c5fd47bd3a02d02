import { type Static, Type } from 'typebox';

const Share = Type.Union([Type.Number(), Type.Null()]);

/** One document through one translation engine, as the engine's command line says. */
const RunSchema = Type.Object({
  document: Type.String(),
  engine: Type.String(),
  /** What it answered: a result, or why there is none. */
  outcome: Type.Union([Type.Literal('translated'), Type.Literal('refused'), Type.Literal('failed')]),
  reason: Type.String(),
  fidelity: Type.Union([
    Type.Null(),
    Type.Object({
      background: Share,
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
});

export const LayoutFidelitySchema = Type.Object({
  /** Every document that should have been run, and every engine it should have gone through. */
  documents: Type.Array(Type.String()),
  engines: Type.Array(Type.String()),
  runs: Type.Array(RunSchema),
});

export type LayoutFidelity = Static<typeof LayoutFidelitySchema>;
export type FidelityRun = LayoutFidelity['runs'][number];
