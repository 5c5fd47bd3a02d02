import type { Face } from './faces.ts';
import { drawable, measure } from './measure.ts';

/** How a stretch of new text is drawn. */
export interface TextStyle {
  /** Where its characters are looked for, in this order. */
  readonly faces: readonly Face[];
  /** Font size by the block's. */
  readonly scale: number;
  /** Above the baseline, in sizes of the block's font. */
  readonly rise: number;
  /** `#rrggbb` */
  readonly color: string;
  /** A line under it (depth > 0: below the baseline) or through it, points. */
  readonly rule?: { readonly depth: number; readonly thickness: number; readonly color: string } | undefined;
  /** Target of the link that it is. */
  readonly link?: string | undefined;
}

export interface StyledRun {
  readonly text: string;
  readonly style: TextStyle;
}

/** Characters of one style in a word; in a fitted line also with the spaces between words. */
export interface Segment {
  readonly text: string;
  readonly style: TextStyle;
  /** In sizes of the block's font. */
  readonly width: number;
}

export interface Word {
  readonly segments: readonly Segment[];
  readonly width: number;
  /** Written without a space after the word before it. */
  readonly glued: boolean;
}

/** Long words may break after a hyphen or a slash, as addresses and compounds do. */
const BREAKABLE_LENGTH = 12;
const BREAKS = /(?<=[\p{L}\p{N}][-/])(?=[\p{L}\p{N}]{2})/u;

/** Cuts text at its spaces. A style may change inside a word. */
export function wordsOf(runs: readonly StyledRun[]): Word[] {
  const words: Word[] = [];
  let segments: Segment[] = [];
  let glued = false;
  const close = (glueNext: boolean): void => {
    if (segments.length > 0) words.push({ segments, width: segments.reduce((sum, s) => sum + s.width, 0), glued });
    glued = glueNext && (segments.length > 0 || glued);
    segments = [];
  };
  for (const { text, style } of runs) {
    text.split(' ').forEach((part, i) => {
      if (i > 0) close(false);
      const pieces = part.length > BREAKABLE_LENGTH ? part.split(BREAKS) : [part];
      pieces.forEach((piece, k) => {
        if (k > 0) close(true);
        if (piece !== '') segments.push({ text: piece, style, width: widthOf(style, piece) });
      });
    });
  }
  close(false);
  return words;
}

/**
 * Words of one line as segments, spaces with them. A space between two words of one style has that style (an underline
 * goes on), if it is as wide there as lines were broken with; others have `main`.
 */
export function lineOf(words: readonly Word[], main: TextStyle): Segment[] {
  const line: Segment[] = [];
  const add = (text: string, style: TextStyle, width: number): void => {
    const last = line.at(-1);
    if (last?.style === style) line[line.length - 1] = { text: last.text + text, style, width: last.width + width };
    else line.push({ text, style, width });
  };
  words.forEach((word, i) => {
    if (i > 0 && !word.glued) {
      const before = line.at(-1)?.style;
      const width = spaceWidth(main);
      const goesOn = before !== undefined && before === word.segments[0]?.style && widthOf(before, ' ') === width;
      add(' ', goesOn ? before : main, width);
    }
    for (const { text, style, width } of word.segments) add(text, style, width);
  });
  return line;
}

/** All spaces of a text are as wide as those of its main style. */
export function spaceWidth(main: TextStyle): number {
  return widthOf(main, ' ');
}

function widthOf({ faces, scale }: TextStyle, text: string): number {
  return measure(faces, text) * scale;
}

/** Runs in what can be drawn; white space is kept, as words may end at a run's end. */
export function drawableRuns(runs: readonly StyledRun[]): StyledRun[] {
  return runs.map(({ text, style }) => ({ text: drawable(text), style })).filter(({ text }) => text !== '');
}
