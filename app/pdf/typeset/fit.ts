import { lineOf, type Segment, spaceWidth, type TextStyle, type Word } from './words.ts';

/** The place a text is fitted into. Lengths in points. */
export interface Place {
  readonly width: number;
  /** What `width` may grow by. */
  readonly extra: number;
  /** From the top of the first line to the bottom of the last that there is room for. */
  readonly height: number;
  readonly size: number;
  readonly leading: number;
  /** Of each line, counted from 0. */
  readonly indent: (line: number) => number;
  readonly lines: number;
  /** Horizontal scale at which the replacement font is as wide as the original one was. */
  readonly stretch: number;
}

export interface FittedLine {
  readonly segments: readonly Segment[];
  /** Points. */
  readonly width: number;
}

export interface Fitted {
  readonly lines: readonly FittedLine[];
  readonly size: number;
  readonly leading: number;
  readonly stretch: number;
  readonly width: number;
  readonly overflow: boolean;
}

interface Try {
  readonly scale: number;
  readonly condense: number;
  readonly extra: 0 | 1;
  /** Upper bound of line distance in font sizes; Infinity keeps the original's. */
  readonly leading: number;
  readonly cost: number;
}

/** Text smaller than this, by its old size and in points, is no longer read: it stays so large and is said to overflow. */
const LEAST_SCALE = 0.7;
const LEAST_SIZE = 5;
/** Share of a font's size above the baseline. */
const ASCENT = 0.78;
/** Points that a last line may reach below its place: descenders rarely do. */
const MOST_BELOW = 1.5;
/** Readers forgive a narrower letter sooner than a smaller one, and a tighter line sooner than either. */
const tries = (condensing: readonly number[]): readonly Try[] =>
  [1, 0.98, 0.96, 0.94, 0.92, 0.9, 0.87, 0.84, 0.8, 0.76, 0.73, LEAST_SCALE]
    .flatMap((scale) => condensing.map((condense) => ({ scale, condense })))
    .flatMap((t) => ([0, 1] as const).map((extra) => ({ ...t, extra })))
    .flatMap((t) => [Number.POSITIVE_INFINITY, 1.17, 1.08].map((leading) => ({ ...t, leading })))
    .map((t) => ({
      ...t,
      cost: 10 * (1 - t.scale) + 7 * (1 - t.condense) + 0.05 * t.extra + (t.leading === 1.17 ? 0.2 : t.leading === 1.08 ? 0.5 : 0),
    }))
    .toSorted((a, b) => a.cost - b.cost);
const TRIES = tries([1, 0.97, 0.94, 0.9]);
/** What a word too long for its table cell may still be condensed to, rather than stand on its neighbour. */
const LAST_TRIES = tries([0.85, 0.8, 0.75, 0.7]);
/** A line more than there were: it takes the room that sets texts apart, and breaks up what was a label. */
const LINE_COST = 0.35;
const LINE_COST_SINGLE = 0.9;

interface Attempt {
  readonly fitted: Omit<Fitted, 'lines'>;
  readonly wrapped: readonly WrappedLine[];
}

/**
 * Sets `words` as large, wide and loose as their place allows. Text that fits nowhere is set smallest and said to
 * overflow; `lastly`: letters may then become narrower than looks well.
 */
export function fit(words: readonly Word[], main: TextStyle, place: Place, lastly = false): Fitted {
  const space = spaceWidth(main);
  const least = Math.min(1, Math.max(LEAST_SCALE, LEAST_SIZE / place.size));
  const attempt = (t: Try): Attempt => {
    const size = place.size * Math.max(t.scale, least);
    const stretch = place.stretch * t.condense;
    const width = place.width + t.extra * place.extra;
    const unit = size * stretch;
    const { lines, tooWide } = wrap(words, space, (width + 0.02 * place.size) / unit, (line) => place.indent(line) / unit);
    const leading = Math.min(place.lines > 1 ? place.leading : 1.2 * place.size, t.leading * place.size) * Math.max(t.scale, least);
    // The first baseline stays where it was, also when letters shrink.
    const height = ASCENT * place.size + (lines.length - 1) * leading + (1 - ASCENT) * size;
    const most = place.height + Math.min(0.15 * place.size, MOST_BELOW);
    return {
      fitted: { size, leading, stretch, width, overflow: tooWide || height > most },
      wrapped: lines,
    };
  };
  let best: Attempt | undefined;
  let lowest = Number.POSITIVE_INFINITY;
  for (const t of lastly ? LAST_TRIES : TRIES) {
    if (t.cost >= lowest) break;
    if (t.scale < least) continue;
    const result = attempt(t);
    if (result.fitted.overflow) continue;
    const cost = t.cost + Math.max(0, result.wrapped.length - place.lines) * (place.lines === 1 ? LINE_COST_SINGLE : LINE_COST);
    if (cost < lowest) [best, lowest] = [result, cost];
  }
  const { fitted, wrapped } = best ?? attempt({ scale: least, condense: lastly ? 0.7 : 0.9, extra: 1, leading: 1.08, cost: 0 });
  const unit = fitted.size * fitted.stretch;
  const lines = wrapped.map(({ from, to, width }) => ({ segments: lineOf(words.slice(from, to), main), width: width * unit }));
  return { ...fitted, lines, overflow: best === undefined };
}

interface WrappedLine {
  /** Its words: from this one to before that one. */
  readonly from: number;
  readonly to: number;
  /** In sizes of the font. */
  readonly width: number;
}

function wrap(
  words: readonly Word[],
  space: number,
  limit: number,
  indent: (line: number) => number,
): { lines: WrappedLine[]; tooWide: boolean } {
  const lines: WrappedLine[] = [];
  let from = 0;
  let width = 0;
  let tooWide = false;
  // Where the compound begins that the word is a part of, and how long the line is before it.
  let whole = 0;
  let before = 0;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as Word;
    if (!word.glued) [whole, before] = [i, width];
    const gap = i === from || word.glued ? 0 : space;
    if (i > from && width + gap + word.width > limit - indent(lines.length)) {
      // Whoever reads the text again cannot tell a compound's hyphen at a line's end from that of a broken word.
      const stays = word.glued && whole > from && compoundWidth(words, whole) <= limit - indent(lines.length + 1);
      lines.push(stays ? { from, to: whole, width: before } : { from, to: i, width });
      from = stays ? whole : i;
      width = words.slice(from, i + 1).reduce((sum, part) => sum + part.width, 0);
    } else width += gap + word.width;
    if (word.width > limit - indent(lines.length)) tooWide = true;
  }
  lines.push({ from, to: words.length, width });
  return { lines, tooWide };
}

function compoundWidth(words: readonly Word[], from: number): number {
  let width = words[from]?.width ?? 0;
  for (let i = from + 1; words[i]?.glued; i++) width += words[i]?.width ?? 0;
  return width;
}
