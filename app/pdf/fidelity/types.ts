import type { Block, RenderedBlock, Translations } from '../types.ts';

/** How well a translated document keeps its original's layout. null = could not be measured. */
export interface Fidelity {
  /** Share of pixels outside the text boxes that are unchanged (72 dpi, tolerance 8/255). */
  background: number | null;
  /** Median over the written blocks of intersection by union of the old and the new text's box. */
  blockIou: number | null;
  /** Share of the words written that reading the output finds again. */
  wordRecall: number | null;
  /** Share of written blocks that leave their place (old box and the free room around it) by more than 2 points. */
  overflow: number | null;
  /** Share of blocks that touch another block which they did not touch before. */
  newOverlap: number | null;
  /** Share of written blocks at 90 % of their font size or more. */
  fontSizeKept: number | null;
  /** Share of links, and of outline entries, with the same target; 1 when there are none. */
  links: number;
  outline: number;
  /** Share of the source words of written blocks that the output still holds. */
  residualSource: number | null;
}

/** What the shares of a `Fidelity` are shares of. */
export interface Counts {
  writtenBlocks: number;
  writtenWords: number;
  links: number;
  outlineEntries: number;
  /** Different words that may not be found any more. */
  sourceWords: number;
}

/** One document before and after, as the measures need it. */
export interface Comparison {
  readonly source: readonly Block[];
  /** The output's own blocks, read again from its bytes. */
  readonly output: readonly Block[];
  readonly rendered: readonly RenderedBlock[];
  readonly translations: Translations;
}
