import type { FontFacts } from './font-facts.ts';
import type { PaintedPath } from './painted-paths.ts';

/** One operator that shows text, as the content stream has it. */
export interface ShowOperator {
  /** `<stream path>#<ordinal>`: the page's own stream is '', its first form XObject '/0', that one's second '/0/1'. */
  readonly id: string;
  readonly stream: string;
  readonly ordinal: number;
  /** How far each glyph moves the pen, in thousandths of an em as TJ counts (before horizontal scaling). */
  readonly advances: number[];
  /** The same for the whole operator, its own adjustments included. */
  total: number;
  /** Id of the page's marked content that it, or the form that holds it, is part of, in a tagged document. */
  readonly mcid?: number | undefined;
}

export interface Glyph {
  /** Its place among the operator's glyphs. */
  readonly index: number;
  readonly text: string;
  /** Pen position before and after, on the page. */
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Glyphs of one show operator that stand together, in one style. */
export interface GlyphRun {
  readonly operator: ShowOperator;
  readonly glyphs: readonly Glyph[];
  /** Radians, counter-clockwise. */
  readonly angle: number;
  /** Height of an em on the page, points. */
  readonly fontSize: number;
  readonly font: FontFacts;
  /** `#rrggbb` */
  readonly color: string;
  readonly alpha: number;
  /** PDF text rendering mode 0–7. */
  readonly mode: number;
  readonly mirrored: boolean;
  /** How many of its letters are guessed from their codes, as nothing says what they are. */
  readonly guessed: number;
  /** In an optional-content group that is switched off, or inside a soft mask. */
  readonly hidden: boolean;
}

export interface OperatorCounts {
  readonly shows: number;
  readonly forms: number;
  /** Path-painting ones. */
  readonly paints: number;
}

/** What is on a page, as far as the engine looks. */
export interface PageContent {
  readonly runs: readonly GlyphRun[];
  readonly paths: readonly PaintedPath[];
  /**
   * Square points that images cover. pdf.js leaves them out (`READING`); what tells of them is the space that is made for each, whose
   * unit square it fills: nothing else is painted in that.
   */
  readonly imageArea: number;
  /** Operators per stream path, to be compared with the raw stream. */
  readonly counts: ReadonlyMap<string, OperatorCounts>;
  readonly operators: ReadonlyMap<string, ShowOperator>;
}
