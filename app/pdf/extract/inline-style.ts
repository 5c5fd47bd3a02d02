import { type Run, writeTagged } from '../../text/tagged-text.ts';
import type { GlyphRun } from './content.ts';
import type { LinkArea } from './links.ts';
import type { Piece } from './pieces.ts';
import type { Spelled } from './spelling.ts';

/** How a stretch of a block's text looks. */
export interface SpanStyle {
  readonly run: GlyphRun;
  /** Points. */
  readonly size: number;
  /** Above the baseline, points. */
  readonly rise: number;
  /** A line drawn under it (depth > 0: below the baseline) or through it, points. */
  readonly rule?: { readonly depth: number; readonly thickness: number; readonly color: string };
  /** Target of the link that it is. */
  readonly link?: string;
}

/** A block's text with the styles its tags name. */
export interface StyledText {
  readonly tagged?: string;
  readonly main: SpanStyle;
  /** By the number in the tags. */
  readonly spans: ReadonlyMap<number, SpanStyle>;
  /** Link annotations that any of its words belong to. */
  readonly areas: ReadonlySet<LinkArea>;
}

/** More spans than this are letters of a poster, not style in a sentence. */
const MAX_SPANS = 60;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Addresses come back to the letter, whatever stands around them. */
const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"«»]*[^\s<>"«».,;:!?)\]]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/** Which style each part of a text has, as tags. `fallback` stands for a text without any piece. */
export function styled({ text, owners }: Spelled, fallback: SpanStyle): StyledText {
  const styles = new StyleTable();
  const areas = new Set<LinkArea>();
  const of: number[] = [];
  // Letters of a piece follow each other: what is asked of the piece is asked once.
  let last: Piece | undefined;
  for (let i = 0; i < owners.length; i++) {
    const piece = owners[i] as Piece;
    if (piece !== last && piece.link) areas.add(piece.link);
    // White space at the end is no part of the text, and has no style.
    if (i < text.length) of.push(piece === last ? (of[i - 1] as number) : styles.indexOf(piece));
    last = piece;
  }
  const main = styles.commonest(of, text);
  const found = styles.all[main]?.style ?? fallback;
  const plain = { main: found, spans: new Map<number, SpanStyle>(), areas };
  const addresses = /:\/\/|www\.|@/.test(text) ? [...text.matchAll(ADDRESS)] : [];
  if (styles.all.length < 2 && addresses.length === 0) return plain;
  const level = of.map((i) => (i !== main && looksLike(styles.all[i]?.style as SpanStyle, found) ? main : i));
  evenOut(text, level, main, (i) => styles.all[i]?.fixed === true);
  const keep = level.map((i) => i !== main && styles.mustKeep(i, found));
  for (const match of addresses) if (match[0] !== text) keep.fill(true, match.index, match.index + match[0].length);
  const runs = runsOf(text, level, keep, main);
  const tagging = runs.filter(({ span }) => span !== undefined);
  if (tagging.length === 0 || tagging.length > MAX_SPANS) return plain;
  const numbers = [...new Set(tagging.map(({ span }) => span as number))];
  const spans = new Map(numbers.map((style, i) => [i + 1, styles.all[style]?.style as SpanStyle]));
  const numbered = runs.map((run) => (run.span === undefined ? run : { ...run, span: numbers.indexOf(run.span) + 1 }));
  return { ...plain, tagged: writeTagged(numbered), spans };
}

class StyleTable {
  readonly all: { readonly style: SpanStyle; readonly fixed: boolean }[] = [];
  readonly #byKey = new Map<string, number>();
  readonly #byPiece = new Map<Piece, number>();

  indexOf(piece: Piece): number {
    const known = this.#byPiece.get(piece);
    if (known !== undefined) return known;
    const style = styleOf(piece);
    const { bold, italic, serif, mono, symbols } = style.run.font;
    const key = JSON.stringify([
      bold,
      italic,
      serif,
      mono,
      symbols,
      style.run.color,
      Math.round(style.size * 4),
      Math.round(style.rise * 2),
      style.link,
      style.rule !== undefined && style.rule.depth > 0,
      style.rule !== undefined && style.rule.depth <= 0,
    ]);
    let index = this.#byKey.get(key);
    if (index === undefined) {
      index = this.all.push({ style, fixed: style.rise !== 0 || symbols }) - 1;
      this.#byKey.set(key, index);
    }
    this.#byPiece.set(piece, index);
    return index;
  }

  commonest(of: readonly number[], text: string): number {
    const counts = this.all.map(() => 0);
    of.forEach((style, i) => {
      if (text[i] !== ' ') counts[style] = (counts[style] ?? 0) + (this.all[style]?.fixed ? 0.01 : 1);
    });
    return counts.indexOf(Math.max(...counts));
  }

  /** Raised signs, code in prose and signs of mathematics mean what they are. */
  mustKeep(index: number, main: SpanStyle): boolean {
    const { style, fixed } = this.all[index] as (typeof this.all)[number];
    return fixed || (style.run.font.mono && !main.run.font.mono);
  }
}

function styleOf({ fragment, line, link, rule }: Piece): SpanStyle {
  const rise = fragment.y - line.y;
  // Raised and lowered signs are smaller; text of the line's size a little off its baseline only stands badly.
  const isScript = Math.abs(rise) > 0.12 * line.size && fragment.size < 0.9 * line.size;
  return {
    run: fragment.run,
    size: fragment.size,
    rise: isScript ? rise : 0,
    ...(link && { link: link.target }),
    ...(rule && { rule: { depth: line.y - rule.rect[1], thickness: Math.max(0.4, rule.rect[3] - rule.rect[1]), color: rule.color } }),
  };
}

/** Differences that nobody sees are none. */
function looksLike(a: SpanStyle, b: SpanStyle): boolean {
  const [f, g] = [a.run.font, b.run.font];
  const sameFace = f.bold === g.bold && f.italic === g.italic && f.serif === g.serif && f.mono === g.mono && f.symbols === g.symbols;
  if (!sameFace || a.link !== b.link || a.rise !== b.rise) return false;
  if (Math.sign(a.rule?.depth ?? 0) !== Math.sign(b.rule?.depth ?? 0) || (a.rule === undefined) !== (b.rule === undefined)) return false;
  return Math.abs(a.size / b.size - 1) < 0.12 && colourDistance(a.run.color, b.run.color) < 40;
}

function colourDistance(a: string, b: string): number {
  const channel = (color: string, i: number) => Number.parseInt(color.slice(i, i + 2), 16);
  return Math.max(...[1, 3, 5].map((i) => Math.abs(channel(a, i) - channel(b, i))));
}

/**
 * One style per word, its commonest, as translations have no half words; signs between two words go with one of them.
 * What is `fixed` stands for itself.
 */
function evenOut(text: string, styles: number[], main: number, fixed: (style: number) => boolean): void {
  let before: number | undefined;
  let end = 0;
  const between = (from: number, to: number, after: number | undefined): void => {
    for (let i = from; i < to; i++) {
      const own = styles[i] as number;
      if (text[i] !== ' ' && fixed(own)) continue;
      if (before === after && before !== undefined) styles[i] = before;
      else if (text[i] === ' ' || (own !== before && own !== after)) styles[i] = main;
    }
  };
  for (const match of text.matchAll(WORD)) {
    const [from, to] = [match.index, match.index + match[0].length];
    const counts = new Map<number, number>();
    for (let i = from; i < to; i++) {
      const own = styles[i] as number;
      if (!fixed(own)) counts.set(own, (counts.get(own) ?? 0) + 1);
    }
    const [most] = [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [styles[from] as number, 0]);
    for (let i = from; i < to; i++) if (!fixed(styles[i] as number)) styles[i] = most;
    between(end, from, styles[from]);
    before = styles[to - 1];
    end = to;
  }
  between(end, text.length, undefined);
}

function runsOf(text: string, styles: readonly number[], keep: readonly boolean[], main: number): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (let i = 1; i <= text.length; i++) {
    if (i < text.length && styles[i] === styles[from] && keep[i] === keep[from]) continue;
    const part = text.slice(from, i);
    const style = styles[from] as number;
    runs.push(style === main && !keep[from] ? { text: part } : { text: part, span: style, ...(keep[from] && { keep: true }) });
    from = i;
  }
  return runs;
}
