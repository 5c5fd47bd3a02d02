import { apply, type Matrix, multiply } from '../geometry.ts';
import type { Glyph, GlyphRun, ShowOperator } from './content.ts';
import type { PdfjsGlyph } from './operators.ts';
import type { TextState } from './text-state.ts';

/** An adjustment this wide (thousandths of an em) is a jump to another place, not a space. */
const JUMP = 900;

/**
 * Walks the glyphs of one show operator: fills `operator` with their advances, hands out a run for every stretch of
 * glyphs without a jump, and returns the text matrix after it.
 */
export function showText(
  items: readonly (PdfjsGlyph | number | null)[],
  state: TextState,
  start: Matrix,
  operator: ShowOperator,
  emit: (run: Omit<GlyphRun, 'hidden'>) => void,
): Matrix {
  let matrix = start;
  let glyphs: Glyph[] = [];
  const { font, size, horizontalScale } = state;
  const flush = () => {
    if (glyphs.length > 0) emit({ operator, glyphs, ...style(state, start) });
    glyphs = [];
  };
  for (const item of items) {
    if (item === null) continue;
    if (typeof item === 'number') {
      operator.total += item;
      const shift = (-item / 1000) * size;
      matrix = multiply(matrix, font.vertical ? [1, 0, 0, 1, 0, shift] : [1, 0, 0, 1, shift * horizontalScale, 0]);
      if (Math.abs(item) >= JUMP) flush();
      continue;
    }
    const width = (font.vertical ? (item.vmetric?.[0] ?? -1000) : (item.width ?? 0)) * state.glyphUnit * size;
    const spacing = (item.isSpace ? state.wordSpacing : 0) + state.charSpacing;
    const drawn = multiply(multiply(state.ctm, matrix), [1, 0, 0, 1, 0, state.rise]);
    const [x1, y1] = font.vertical ? apply(drawn, 0, width) : apply(drawn, width * horizontalScale, 0);
    glyphs.push({ index: operator.advances.length, text: item.unicode ?? '', x0: drawn[4], y0: drawn[5], x1, y1 });
    const advance = font.vertical ? width - spacing : width + spacing;
    const thousandths = size === 0 ? 0 : (-advance / size) * 1000;
    operator.advances.push(thousandths);
    operator.total += thousandths;
    matrix = multiply(matrix, font.vertical ? [1, 0, 0, 1, 0, advance] : [1, 0, 0, 1, advance * horizontalScale, 0]);
  }
  flush();
  return matrix;
}

function style(state: TextState, textMatrix: Matrix): Omit<GlyphRun, 'hidden' | 'operator' | 'glyphs'> {
  const m = multiply(state.ctm, textMatrix);
  const size = state.size;
  const flip = size < 0 ? -1 : 1;
  const strokeOnly = state.mode === 1 || state.mode === 5;
  return {
    angle: Number(Math.atan2(flip * m[1], flip * m[0]).toFixed(3)),
    fontSize: Math.hypot(m[2], m[3]) * Math.abs(size),
    font: state.font,
    color: strokeOnly ? state.stroke : state.fill,
    alpha: strokeOnly ? state.strokeAlpha : state.fillAlpha,
    mode: state.mode,
    mirrored: m[0] * m[3] - m[1] * m[2] < 0,
  };
}
