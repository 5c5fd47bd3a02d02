import type { GlyphsOf } from '../edit/selection.ts';
import type { ContentLayout, LaidOut } from '../extract/page-layout.ts';
import { overlap, type Rect, rotation, transformRect } from '../geometry.ts';
import type { Translation } from '../types.ts';
import { fallbacks } from './faces.ts';
import { type Fitted, fit } from './fit.ts';
import { drawable, faceRuns, measure } from './measure.ts';
import { roomAround } from './room.ts';
import { styledRuns } from './styles.ts';
import { type StyledRun, type TextStyle, wordsOf } from './words.ts';
import { LEADER_GAP } from './write.ts';

/** Points that text keeps from the edge of the page. */
const LEAST_MARGIN = 20;
/** Ems that text keeps from the text beside it, and that it must keep where it would not fit otherwise. */
const GAP = 0.5;
const LEAST_GAP = 0.25;

/** A first letter as high as several lines, of the new text. */
interface Initial {
  readonly letter: string;
  readonly style: TextStyle;
  readonly x: number;
  readonly y: number;
  /** Lines that begin right of it, and how far right, points. */
  readonly lines: number;
  readonly width: number;
  readonly rest: readonly StyledRun[];
}

/** How one block will be written. */
export interface BlockPlan {
  readonly source: LaidOut;
  readonly main: TextStyle;
  readonly fitted: Fitted;
  /** Of each line, counted from 0, points. */
  readonly indent: (line: number) => number;
  readonly initial?: Initial;
  /** The new text's own left and right edge in the turned plane, from which lines are aligned. */
  readonly x0: number;
  readonly x1: number;
  /** Where the text may stand without touching anything else. */
  readonly place: Rect;
  /** Glyphs of the original that go: its text, and the leader's dots that the new text reaches. */
  readonly erase: readonly GlyphsOf[];
  readonly erasePaths: readonly string[];
}

/** Plans a block's new text; undefined when its characters can't be written. `pictures`: where the page paints images, in user space. */
export function planBlock(
  source: LaidOut,
  translation: Translation,
  layout: ContentLayout,
  pictures: readonly Rect[],
): BlockPlan | undefined {
  const { main, runs: whole } = styledRuns(source, translation);
  const initial = initialOf(source, whole);
  const runs = initial ? initial.rest : whole;
  if (whole.some(({ text, style }) => !faceRuns(style.faces, text))) return undefined;
  const [x0, y0, x1, y1] = source.rect;
  const words = wordsOf(runs);
  const around = surroundingsOf(source, layout, pictures);
  const flush = source.align === 'center' || source.align === 'right';
  const stretch = stretchOf(source);
  // Lines that are centred or flush right have no indents.
  const indent = (line: number) =>
    flush ? 0 : line < (initial?.lines ?? 0) ? (initial?.width ?? 0) * stretch : line === 0 ? source.indent : source.hang;
  const attempt = (gap: number, lastly: boolean) => {
    const room = roomAround(source.rect, source.size, source.align, source.lines.length > 1, around, gap);
    const right = source.leader ? Math.max(room.right, source.leader.x1 - x1 - 2 * source.leader.pitch) : room.right;
    const place = {
      width: x1 - x0,
      extra: room.left + right,
      height: y1 - y0 + room.below,
      size: source.size,
      leading: source.leading,
      indent,
      lines: source.lines.length,
      stretch,
    };
    return { room: { ...room, right }, fitted: fit(words, main, place, lastly) };
  };
  const usual = attempt(GAP, false);
  const { room, fitted } = usual.fitted.overflow ? attempt(LEAST_GAP, true) : usual;
  const grown = fitted.width - (x1 - x0);
  const left = source.align === 'right' ? grown : source.align === 'center' ? grown / 2 : 0;
  const place: Rect = [x0 - room.left, y0 - room.below, x1 + room.right, y1];
  return {
    source,
    main,
    fitted,
    indent,
    ...(initial && { initial }),
    x0: x0 - left,
    x1: x1 + grown - left,
    place,
    ...erased(source, fitted, x0),
  };
}

/** The new text's first letter takes the old one's place, if the text has a letter there. */
function initialOf({ dropCap, size }: LaidOut, [first, ...others]: readonly StyledRun[]): Initial | undefined {
  const [letter] = /^[«“„"'¿¡]?\p{L}\p{M}*/u.exec(first?.text ?? '') ?? [];
  if (!dropCap || !first || letter === undefined) return undefined;
  const { fragment, lines, gap } = dropCap;
  const style: TextStyle = { faces: fallbacks(fragment.run.font), scale: fragment.size / size, rise: 0, color: fragment.run.color };
  if (!faceRuns(style.faces, letter)) return undefined;
  const rest = [{ text: first.text.slice(letter.length), style: first.style }, ...others];
  return { letter, style, x: fragment.x0, y: fragment.y, lines, width: measure(style.faces, letter) * fragment.size + gap, rest };
}

function erased(
  { lines, leader, size, indent, hang, underlines }: LaidOut,
  fitted: Fitted,
  x0: number,
): Pick<BlockPlan, 'erase' | 'erasePaths'> {
  const texts = lines.flatMap((l) => l.fragments).map(({ run, glyphs }) => ({ operator: run.operator.id, glyphs }));
  const end = x0 + (fitted.lines.length === 1 ? indent : hang) + (fitted.lines.at(-1)?.width ?? 0);
  const dots = leader?.dots.filter((dot) => dot.x < end + LEADER_GAP * size) ?? [];
  return { erase: [...texts, ...dots.map((dot) => ({ operator: dot.operator, glyphs: [dot] }))], erasePaths: underlines.map((u) => u.id) };
}

function surroundingsOf(source: LaidOut, layout: ContentLayout, pictures: readonly Rect[]) {
  const around = layout.surroundings.get(source.angle);
  if (!around) throw new Error(`no surroundings for angle ${source.angle}`);
  const { toLocal } = rotation(source.angle);
  const view = transformRect(toLocal, layout.view);
  // Text that stands on a picture has it for a ground.
  const beside = pictures.map((rect) => transformRect(toLocal, rect)).filter((rect) => !standsOn(source, rect));
  const obstacles = [...around.texts.filter((rect) => rect !== source.rect), ...textsAcross(source.angle, layout), ...beside];
  return {
    obstacles,
    rulings: around.rulings,
    margins:
      layout.margin === undefined
        ? marginsOf(around.texts, source.rect, view)
        : ([view[0] + layout.margin, view[2] - layout.margin] as const),
    bottom: view[1],
  };
}

/** Where text stands that runs down, up or upside down beside text of `angle`. Askew text is left out: the box around it is mostly empty corners. */
function textsAcross(angle: number, { surroundings }: ContentLayout): Rect[] {
  return [...surroundings].flatMap(([other, { texts }]) => {
    const quarters = (other - angle) / (Math.PI / 2);
    if (other === angle || Math.abs(quarters - Math.round(quarters)) > 0.001) return [];
    const { toPage: turned } = rotation(other - angle);
    return texts.map((rect) => transformRect(turned, rect));
  });
}

function standsOn({ rect, size }: LaidOut, picture: Rect): boolean {
  const most = 0.5 * size;
  return overlap(rect[0], rect[2], picture[0], picture[2]) > most && overlap(rect[1], rect[3], picture[1], picture[3]) > most;
}

/** Where the page's text begins and ends. Pages are as wide on the right as on the left, whatever their text fills. */
function marginsOf(texts: readonly Rect[], own: Rect, [start, , end]: Rect): readonly [number, number] {
  let [left, right] = [own[0], own[2]];
  for (const rect of texts) {
    left = Math.min(left, rect[0]);
    right = Math.max(right, rect[2]);
  }
  const margin = Math.max(LEAST_MARGIN, Math.min(left - start, end - right));
  return [Math.min(left, start + margin), Math.max(right, end - Math.max(margin, left - start))];
}

/**
 * The replacement's width is brought to the original's, within what a reader does not notice. One line tells it by
 * its length; several may be justified, so there the letters alone are compared.
 */
function stretchOf({ lines, size }: LaidOut): number {
  const [actual, natural] = lines.length > 1 ? letterWidths(lines, size) : lineWidths(lines);
  if (natural <= 0 || actual <= 0) return 1;
  return Math.min(1.15, Math.max(0.8, actual / natural));
}

function lineWidths(lines: LaidOut['lines']): [actual: number, natural: number] {
  let [actual, natural] = [0, 0];
  for (const { x0, x1, fragments } of lines) {
    actual += x1 - x0;
    let end = x0;
    for (const { run, text, size, ...fragment } of fragments) {
      const shown = fragment.x0 <= x0 ? text.trimStart() : text;
      const last = fragment.x1 >= x1;
      natural += Math.max(0, fragment.x0 - end) + measure(fallbacks(run.font), drawable(last ? shown.trimEnd() : shown)) * size;
      end = Math.max(end, fragment.x1);
    }
  }
  return [actual, natural];
}

function letterWidths(lines: LaidOut['lines'], size: number): [actual: number, natural: number] {
  let [actual, natural] = [0, 0];
  for (const fragment of lines.flatMap((l) => l.fragments)) {
    if (Math.abs(fragment.size - size) > 0.1 * size) continue;
    const faces = fallbacks(fragment.run.font);
    for (const glyph of fragment.glyphs) {
      if (glyph.text.trim() === '') continue;
      const width = measure(faces, drawable(glyph.text)) * size;
      if (width === 0) continue;
      actual += Math.hypot(glyph.x1 - glyph.x0, glyph.y1 - glyph.y0);
      natural += width;
    }
  }
  return [actual, natural];
}
