import { type Matrix, multiply } from '../geometry.ts';
import type { Glyph, GlyphRun, ShowOperator } from './content.ts';
import type { Guess } from './guessed-letters.ts';
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
  let glyphs: Glyph[] = [];
  let guessed = 0;
  const { font, size, horizontalScale, rise } = state;
  // Text moves along one axis only, so that the pen is one number: multiplying matrices for every glyph is what costs.
  const m = multiply(state.ctm, start);
  let pen = 0;
  // Where the pen is when it has gone this far.
  const x = font.vertical ? (along: number) => m[2] * (along + rise) + m[4] : (along: number) => m[0] * along + m[2] * rise + m[4];
  const y = font.vertical ? (along: number) => m[3] * (along + rise) + m[5] : (along: number) => m[1] * along + m[3] * rise + m[5];
  const flush = () => {
    if (glyphs.length > 0) emit({ operator, glyphs, guessed, ...style(state, start) });
    glyphs = [];
    guessed = 0;
  };
  const across = font.vertical ? 1 : horizontalScale;
  for (const item of items) {
    if (item === null) continue;
    if (typeof item === 'number') {
      operator.total += item;
      pen += (-item / 1000) * size * across;
      if (Math.abs(item) >= JUMP) flush();
      continue;
    }
    const width = (font.vertical ? (item.vmetric?.[0] ?? -1000) : (item.width ?? 0)) * font.glyphUnit * size;
    const spacing = (item.isSpace ? state.wordSpacing : 0) + state.charSpacing;
    const end = pen + width * across;
    glyphs.push({
      index: operator.advances.length,
      text: plainLetters(item.unicode ?? '', font.texSymbols),
      x0: x(pen),
      y0: y(pen),
      x1: x(end),
      y1: y(end),
    });
    if (font.guess && isGuess(item, font.guess)) guessed++;
    const advance = font.vertical ? width - spacing : width + spacing;
    const thousandths = size === 0 ? 0 : (-advance / size) * 1000;
    operator.advances.push(thousandths);
    operator.total += thousandths;
    pen += advance * across;
  }
  flush();
  return multiply(start, font.vertical ? [1, 0, 0, 1, 0, pen] : [1, 0, 0, 1, pen, 0]);
}

/** Codes 0 to 31 of TeX's symbol fonts. The maps that LaTeX writes for some of them leave these out, and a code without a letter is a control character. */
const TEX_SIGNS = '−·×∗÷⋄±∓⊕⊖⊗⊘⊙○∘•≍≡⊆⊇≤≥⪯⪰∼≈⊂⊃≪≫≺≻';

/**
 * Old-style digits and small capitals: Adobe's glyph names give them private code points, U+F700 and the plain letter's Latin-1 code. Its own fonts,
 * and Latin Modern, have old-style digits of one width besides, from U+F643 on.
 */
function plainLetters(text: string, texSymbols: boolean): string {
  const code = text.charCodeAt(0);
  if (texSymbols && code < TEX_SIGNS.length) return TEX_SIGNS[code] as string;
  if (code >= 0xf643 && code <= 0xf64c) return String(code - 0xf643);
  return code > 0xf720 && code <= 0xf7ff && text.length === 1 ? String.fromCharCode(code - 0xf700) : text;
}

function isGuess({ originalCharCode = -1, unicode }: PdfjsGlyph, guess: Guess): boolean {
  return guess(originalCharCode) && unicode === String.fromCharCode(originalCharCode);
}

function style(state: TextState, textMatrix: Matrix): Omit<GlyphRun, 'hidden' | 'operator' | 'glyphs' | 'guessed'> {
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
