import type { GlyphRun } from './content.ts';
import type { FontFacts } from './font-facts.ts';

/** Width of letters and digits in running text, ems. */
const USUAL_WIDTH = 0.5;
/** Farther from it than this no typeface is, be it condensed or wide. */
const MOST_UNUSUAL = 1.7;

/**
 * The runs with the size that their letters are seen in. A Type 3 font's letters may be drawn in any scale (58 points of a font may be 12 to the eye,
 * as in bank statements made from print data), so the size in the file is believed only while it goes with their width.
 */
export function withDrawnSizes(runs: readonly GlyphRun[]): readonly GlyphRun[] {
  const fonts = new Map<FontFacts, { ems: number; letters: number }>();
  for (const { font, fontSize, glyphs } of runs) {
    if (!font.type3 || fontSize === 0) continue;
    const sum = fonts.get(font) ?? { ems: 0, letters: 0 };
    for (const { text, x0, y0, x1, y1 } of glyphs) {
      if (!/[\p{L}\p{N}]/u.test(text)) continue;
      sum.ems += Math.hypot(x1 - x0, y1 - y0) / fontSize;
      sum.letters++;
    }
    fonts.set(font, sum);
  }
  if (fonts.size === 0) return runs;
  return runs.map((run) => {
    const { ems, letters } = fonts.get(run.font) ?? { ems: 0, letters: 0 };
    const scale = ems / (letters * USUAL_WIDTH);
    const isBelieved = !(scale > 0) || (scale < MOST_UNUSUAL && scale > 1 / MOST_UNUSUAL);
    return isBelieved ? run : { ...run, fontSize: run.fontSize * scale };
  });
}
