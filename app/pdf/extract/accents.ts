import type { Glyph, GlyphRun } from './content.ts';

/** Accents that stand by themselves, and the same as a part of a letter. */
const COMBINING: ReadonlyMap<string, string> = new Map([
  ['`', '\u0300'],
  ['´', '\u0301'],
  ['ˆ', '\u0302'],
  ['˜', '\u0303'],
  ['¯', '\u0304'],
  ['˘', '\u0306'],
  ['˙', '\u0307'],
  ['¨', '\u0308'],
  ['˚', '\u030a'],
  ['˝', '\u030b'],
  ['ˇ', '\u030c'],
  ['¸', '\u0327'],
]);
/** Letters that lose their dot under an accent. */
const DOTLESS: ReadonlyMap<string, string> = new Map([
  ['ı', 'i'],
  ['ȷ', 'j'],
]);
/** Ems that an accent may stand higher or lower than its letter does: capitals are higher than the letters it is drawn for. */
const MOST_APART = 0.35;

interface Accent {
  readonly run: GlyphRun;
  readonly glyph: Glyph;
  /** It as a part of a letter. */
  readonly mark: string;
}

/**
 * The runs with accented letters put together. TeX's older fonts have no such letters: an accent is shown, the pen goes back, and the letter is shown
 * under it, often by another operator at another height. Of the two glyphs the first then says the letter, in the letter's place, and the second its
 * accent: so both go when the text goes.
 */
export function withAccentedLetters(runs: readonly GlyphRun[]): readonly GlyphRun[] {
  const changed = new Map<Glyph, Glyph>();
  let accent: Accent | undefined;
  for (const run of runs) {
    for (const glyph of run.glyphs) {
      const letter = DOTLESS.get(glyph.text) ?? glyph.text;
      if (accent && letter !== '' && `${letter}${accent.mark}`.normalize('NFC').length === 1 && isOver(accent, run, glyph)) {
        changed.set(accent.glyph, { ...glyph, index: accent.glyph.index, text: letter });
        changed.set(glyph, { ...glyph, text: accent.mark, x0: glyph.x1 });
      }
      const mark = COMBINING.get(glyph.text);
      accent = mark === undefined ? undefined : { run, glyph, mark };
    }
  }
  if (changed.size === 0) return runs;
  return runs.map((run) => (run.glyphs.some((g) => changed.has(g)) ? { ...run, glyphs: run.glyphs.map((g) => changed.get(g) ?? g) } : run));
}

/** Does the accent's middle stand over the letter, in level text of one size? One that has a place of its own is a sign by itself. */
function isOver({ run, glyph }: Accent, { fontSize, angle }: GlyphRun, letter: Glyph): boolean {
  const middle = (glyph.x0 + glyph.x1) / 2;
  return (
    run.angle === 0 &&
    angle === 0 &&
    Math.abs(run.fontSize - fontSize) < 0.1 * fontSize &&
    Math.abs(glyph.y0 - letter.y0) < MOST_APART * fontSize &&
    middle > letter.x0 &&
    middle < letter.x1
  );
}
