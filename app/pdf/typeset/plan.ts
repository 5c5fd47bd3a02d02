import { plainText } from '../../text/tagged-text.ts';
import type { GlyphRef } from '../edit/selection.ts';
import type { LaidOut, PageLayout } from '../extract/page-layout.ts';
import { spellLine } from '../extract/spelling.ts';
import { type Rect, rotation, transformRect } from '../geometry.ts';
import type { Translation } from '../types.ts';
import { type Face, fallbacks } from './faces.ts';
import { type Fitted, fit } from './fit.ts';
import { faceRuns, measure, writable } from './measure.ts';
import { roomAround } from './room.ts';
import { LEADER_GAP } from './write.ts';

/** Points that text keeps from the edge of the page. */
const LEAST_MARGIN = 20;

/** How one block will be written. */
export interface BlockPlan {
  readonly source: LaidOut;
  readonly faces: readonly Face[];
  readonly fitted: Fitted;
  /** The new text's own left and right edge in the turned plane, from which lines are aligned. */
  readonly x0: number;
  readonly x1: number;
  /** Where the text may stand without touching anything else. */
  readonly place: Rect;
  /** Glyphs of the original that go: its text, and the leader's dots that the new text reaches. */
  readonly erase: readonly GlyphRef[];
  readonly erasePaths: readonly string[];
  /** All of the original is underlined, this thick and this far under the baseline (points). */
  readonly underline?: { readonly thickness: number; readonly depth: number };
}

/** Plans a block's new text; undefined when its characters can't be written. */
export function planBlock(source: LaidOut, translation: Translation, layout: PageLayout): BlockPlan | undefined {
  const { font } = source.run;
  const faces = fallbacks(font);
  const text = writable(typeof translation === 'string' ? translation : plainText(translation.tagged));
  if (!faceRuns(faces, text)) return undefined;
  const [x0, y0, x1, y1] = source.rect;
  const multiLine = source.lines.length > 1;
  const room = roomAround(source.rect, source.size, source.align, multiLine, surroundingsOf(source, layout));
  const right = source.leader ? Math.max(room.right, source.leader.x1 - x1 - 2 * source.leader.pitch) : room.right;
  const flush = source.align === 'center' || source.align === 'right';
  const fitted = fit(faces, text, {
    width: x1 - x0,
    extra: room.left + right,
    height: y1 - y0 + room.below,
    size: source.size,
    leading: source.leading,
    // Lines that are centred or flush right have no indents.
    indent: flush ? 0 : source.indent,
    hang: flush ? 0 : source.hang,
    lines: source.lines.length,
    stretch: stretchOf(source, faces),
  });
  const grown = fitted.width - (x1 - x0);
  const left = source.align === 'right' ? grown : source.align === 'center' ? grown / 2 : 0;
  const place: Rect = [x0 - room.left, y0 - room.below, x1 + right, y1];
  return { source, faces, fitted, x0: x0 - left, x1: x1 + grown - left, place, ...erased(source, fitted, x0), ...underlineOf(source) };
}

function erased(
  { lines, leader, size, indent, hang, underlines }: LaidOut,
  fitted: Fitted,
  x0: number,
): Pick<BlockPlan, 'erase' | 'erasePaths'> {
  const texts = lines
    .flatMap((l) => l.fragments)
    .flatMap(({ run, glyphs }) => glyphs.map((g) => ({ operator: run.operator.id, index: g.index })));
  const end = x0 + (fitted.lines.length === 1 ? indent : hang) + (fitted.lines.at(-1)?.width ?? 0);
  const dots = leader?.dots.filter((dot) => dot.x < end + LEADER_GAP * size) ?? [];
  return { erase: [...texts, ...dots], erasePaths: underlines.map((u) => u.id) };
}

/** Words that were underlined are not known in the translation; a text that was underlined as a whole is again. */
function underlineOf({ lines, underlines }: LaidOut): Pick<BlockPlan, 'underline'> {
  const [drawn, written] = [underlines.reduce((n, { rect }) => n + rect[2] - rect[0], 0), lines.reduce((n, l) => n + l.x1 - l.x0, 0)];
  const [first, line] = [underlines[0]?.rect, lines[0]];
  if (!first || !line || drawn < 0.8 * written) return {};
  const depth = Math.min(...lines.map((l) => l.y - first[1]).filter((d) => d > 0));
  return { underline: { thickness: Math.max(0.4, first[3] - first[1]), depth } };
}

function surroundingsOf(source: LaidOut, layout: PageLayout) {
  const around = layout.surroundings.get(source.angle);
  if (!around) throw new Error(`no surroundings for angle ${source.angle}`);
  const obstacles = around.texts.filter((rect) => rect !== source.rect);
  return {
    obstacles,
    rulings: around.rulings,
    margins: margins(around.texts, source.rect, transformRect(rotation(source.angle).toLocal, layout.view)),
  };
}

/** Where the page's text begins and ends. Pages are as wide on the right as on the left, whatever their text fills. */
function margins(texts: readonly Rect[], own: Rect, [start, , end]: Rect): readonly [number, number] {
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
function stretchOf({ lines, size }: LaidOut, faces: readonly Face[]): number {
  const [actual, natural] = lines.length > 1 ? letterWidths(lines, size, faces) : lineWidths(lines, size, faces);
  if (natural <= 0 || actual <= 0) return 1;
  return Math.min(1.15, Math.max(0.8, actual / natural));
}

function lineWidths(lines: LaidOut['lines'], size: number, faces: readonly Face[]): [actual: number, natural: number] {
  const natural = lines.reduce((sum, line) => sum + measure(faces, writable(spellLine(line))) * size, 0);
  return [lines.reduce((sum, line) => sum + line.x1 - line.x0, 0), natural];
}

function letterWidths(lines: LaidOut['lines'], size: number, faces: readonly Face[]): [actual: number, natural: number] {
  let [actual, natural] = [0, 0];
  for (const fragment of lines.flatMap((l) => l.fragments)) {
    if (Math.abs(fragment.size - size) > 0.1 * size) continue;
    for (const glyph of fragment.glyphs) {
      const width = measure(faces, writable(glyph.text)) * size;
      if (width === 0) continue;
      actual += Math.hypot(glyph.x1 - glyph.x0, glyph.y1 - glyph.y0);
      natural += width;
    }
  }
  return [actual, natural];
}
