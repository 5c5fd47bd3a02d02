import type { Face } from './faces.ts';
import { measure } from './measure.ts';

/** The place a text is fitted into. Lengths in points. */
export interface Place {
  readonly width: number;
  /** What `width` may grow by. */
  readonly extra: number;
  /** From the top of the first line to the bottom of the last that there is room for. */
  readonly height: number;
  readonly size: number;
  readonly leading: number;
  /** Of the first line, and of the others. */
  readonly indent: number;
  readonly hang: number;
  readonly lines: number;
  /** Horizontal scale at which the replacement font is as wide as the original one was. */
  readonly stretch: number;
}

export interface FittedLine {
  readonly text: string;
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

/** Readers forgive a narrower letter sooner than a smaller one, and a tighter line sooner than either. */
const TRIES: readonly Try[] = [1, 0.98, 0.96, 0.94, 0.92, 0.9, 0.87, 0.84, 0.8, 0.76, 0.72, 0.68, 0.64, 0.6, 0.55, 0.5]
  .flatMap((scale) => [1, 0.97, 0.94, 0.9].map((condense) => ({ scale, condense })))
  .flatMap((t) => ([0, 1] as const).map((extra) => ({ ...t, extra })))
  .flatMap((t) => [Number.POSITIVE_INFINITY, 1.17, 1.08].map((leading) => ({ ...t, leading })))
  .map((t) => ({
    ...t,
    cost: 10 * (1 - t.scale) + 7 * (1 - t.condense) + 0.05 * t.extra + (t.leading === 1.17 ? 0.2 : t.leading === 1.08 ? 0.5 : 0),
  }))
  .toSorted((a, b) => a.cost - b.cost);
/** A line more than there were: it takes the room that sets texts apart, and breaks up what was a label. */
const LINE_COST = 0.35;
const LINE_COST_SINGLE = 0.9;
const NO_FIT: Try = { scale: 0.5, condense: 0.9, extra: 1, leading: 1.08, cost: 0 };

/** Sets `text` as large, wide and loose as its place allows. Text that fits nowhere is set smallest and said to overflow. */
export function fit(faces: readonly Face[], text: string, place: Place): Fitted {
  const words = text.split(' ').flatMap((w) => breakable(w));
  const widths = words.map((w) => measure(faces, w.text));
  const space = measure(faces, ' ');
  const attempt = (t: Try): Fitted => {
    const size = place.size * t.scale;
    const stretch = place.stretch * t.condense;
    const width = place.width + t.extra * place.extra;
    const unit = size * stretch;
    const wrapped = wrap(words, widths, space, (width + 0.02 * place.size) / unit, [place.indent / unit, place.hang / unit]);
    const leading = Math.min(place.lines > 1 ? place.leading : 1.2 * place.size, t.leading * place.size) * t.scale;
    const height = (wrapped.lines.length - 1) * leading + size;
    const overflow = wrapped.tooWide || height > place.height + 0.15 * place.size;
    const lines = wrapped.lines.map((line) => ({ text: line.text, width: line.width * unit }));
    return { lines, size, leading, stretch, width, overflow };
  };
  let best: Fitted | undefined;
  let lowest = Number.POSITIVE_INFINITY;
  for (const t of TRIES) {
    if (t.cost >= lowest) break;
    const result = attempt(t);
    if (result.overflow) continue;
    const cost = t.cost + Math.max(0, result.lines.length - place.lines) * (place.lines === 1 ? LINE_COST_SINGLE : LINE_COST);
    if (cost < lowest) [best, lowest] = [result, cost];
  }
  return best ?? { ...attempt(NO_FIT), overflow: true };
}

interface Word {
  readonly text: string;
  /** Written without a space after the word before it. */
  readonly glued: boolean;
}

/** Long words may break after a hyphen or a slash, as addresses and compounds do. */
function breakable(word: string): Word[] {
  const parts = word.length > 12 ? word.split(/(?<=[\p{L}\p{N}][-/])(?=[\p{L}\p{N}]{2})/u) : [word];
  return parts.map((text, i) => ({ text, glued: i > 0 }));
}

function wrap(
  words: readonly Word[],
  widths: readonly number[],
  space: number,
  limit: number,
  [indent, hang]: readonly [number, number],
): { lines: { text: string; width: number }[]; tooWide: boolean } {
  const lines: { text: string; width: number }[] = [];
  let text = '';
  let width = 0;
  let tooWide = false;
  words.forEach((word, i) => {
    const own = widths[i] as number;
    const available = limit - (lines.length === 0 ? indent : hang);
    const gap = text === '' || word.glued ? 0 : space;
    if (text !== '' && width + gap + own > available) {
      lines.push({ text, width });
      text = word.text;
      width = own;
    } else {
      text += (gap > 0 ? ' ' : '') + word.text;
      width += gap + own;
    }
    if (own > limit - hang) tooWide = true;
  });
  lines.push({ text, width });
  return { lines, tooWide };
}
