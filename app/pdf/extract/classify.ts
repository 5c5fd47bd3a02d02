import type { BlockKind, KeptReason } from '../types.ts';
import { isFormula } from './formulas.ts';
import type { Fragment } from './fragments.ts';
import type { Guess } from './guessed-letters.ts';
import { startsWithMark } from './list-marks.ts';
import type { Paragraph } from './paragraphs.ts';

export type Classification = { kind: BlockKind } | { kept: KeptReason };

/** Codes without a meaning. Private-use characters are signs that would be lost; control characters draw nothing, unless they are many. */
const UNDECODABLE = /\p{Co}|\uFFFD|(?!\s)\p{Cc}/gu;
const LOST_SIGN = /\p{Co}|\uFFFD/u;
const CODE_SIGNS = /[;:={}()[\]/<>_]/;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/g;
/** Addresses of the web and of mail, file names, numbers with units: nothing to translate. */
const ADDRESS = /^(?:https?:\/\/|www\.)\S+$|^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/i;
/** Numbers of pages before the first chapter. */
const ROMAN_NUMBER = /^(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/;

/** What is known of a page as a whole. */
export interface PageFacts {
  /** The font size that most of its glyphs have. */
  readonly usualSize: number;
  /** See `unreadableFonts`. */
  readonly unreadable: ReadonlySet<Guess>;
  /** Some of it is set in fonts of mathematics. */
  readonly mathematical: boolean;
}

/** What a paragraph's text is, or why it must stay as it is. */
export function classify(paragraph: Paragraph, text: string, { usualSize, unreadable, mathematical }: PageFacts): Classification {
  if (paragraph.lines.every((l) => l.fixed)) return { kind: 'literal' };
  const fragments = paragraph.lines.flatMap((l) => l.fragments).filter((f) => f.text.trim() !== '');
  const formula = isFormula(fragments, text, mathematical);
  const kept = reasonToKeep(fragments, text, unreadable);
  // Brackets and roots in several pieces have no letters of their own, and nobody misses them.
  if (kept === 'undecodable-font' && formula) return { kept: 'formula' };
  if (kept) return { kept };
  const { run } = mainOf(paragraph);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 2 || ADDRESS.test(text.trim()) || ROMAN_NUMBER.test(text.trim())) return { kind: 'literal' };
  if (run.font.mono && CODE_SIGNS.test(text) && !/[.?!]$/.test(text.trim())) return { kind: 'code' };
  if (formula) return { kind: 'formula' };
  if (paragraph.lines[0]?.item || startsWithMark(text)) return { kind: 'list-item' };
  const short = paragraph.lines.length <= 3 && text.length < 120 && !/[.,;]$/.test(text);
  if (short && (run.fontSize > 1.15 * usualSize || run.font.bold)) return { kind: 'heading' };
  return { kind: paragraph.lines.length > 1 || /[.!?]$/.test(text) ? 'paragraph' : 'label' };
}

/** The fragment with the most glyphs of all lines. */
export function mainOf(paragraph: Paragraph): Fragment {
  const mains = paragraph.lines.map((l) => l.main);
  return mains.reduce((best, f) => (f.glyphs.length > best.glyphs.length ? f : best));
}

function reasonToKeep(fragments: readonly Fragment[], text: string, unreadable: ReadonlySet<Guess>): KeptReason | undefined {
  const any = (test: (f: Fragment) => boolean) => fragments.some(test);
  if (LOST_SIGN.test(text) || (text.match(UNDECODABLE)?.length ?? 0) > 0.05 * text.length) return 'undecodable-font';
  if (fragments.length > 0 && fragments.every((f) => f.run.font.type3) && !/\p{L}/u.test(text)) return 'type3-font';
  if (any((f) => f.run.font.guess !== undefined && f.run.guessed > 0 && unreadable.has(f.run.font.guess)))
    return fragments.every((f) => f.run.font.type3) ? 'type3-font' : 'undecodable-font';
  if (any((f) => f.run.hidden)) return 'hidden-layer';
  if (any((f) => f.run.mode === 3)) return 'invisible-text';
  if (any((f) => f.run.mode >= 4)) return 'clipped-text';
  if (any((f) => f.run.font.vertical)) return 'vertical-text';
  if (any((f) => f.run.mirrored)) return 'mirrored-text';
  if (isRightToLeft(text)) return 'right-to-left-text';
  return undefined;
}

/** Text that runs from right to left in good part. */
export function isRightToLeft(text: string): boolean {
  return (text.match(RIGHT_TO_LEFT)?.length ?? 0) > 0.2 * text.length;
}
