import type { GlyphRun } from './content.ts';
import type { PdfjsFont } from './operators.ts';

/** Names that say what a glyph shows although a reader's list may lack them: `uni0041`, `u1F600`, `a.alt`. */
const TELLING = /^(?:uni|u)[0-9a-f]{4,6}$|^[a-z](?:[._]\w+)$/i;
/** Is this code's letter a guess? */
export type Guess = (code: number) => boolean;

/**
 * Which codes of a font pdf.js can only guess a letter for, the one of the same number, unless there is a ToUnicode map: those with glyph names that
 * tell none (`g1`, `a65`, `square`). Undefined for a font without such codes. Fonts of two bytes a code are not judged: TCPDF numbers their glyphs by
 * Unicode, without a map.
 */
export function guessOf({ differences }: PdfjsFont): Guess | undefined {
  const codes = new Set([...(differences ?? [])].filter(([code, name]) => isGuessed(code, name)).map(([code]) => code));
  return codes.size > 0 ? (code) => codes.has(code) : undefined;
}

function isGuessed(code: number, name: string): boolean {
  const letter = String.fromCharCode(code);
  if (name === letter || name === '.notdef' || TELLING.test(name) || !/\p{L}/u.test(letter)) return false;
  // ASCII letters are their own names; others have words for names, `eacute`.
  return code < 128 || !/^[a-z]+$/i.test(name);
}

/** Words that every page of prose has, in the languages that Latin letters are used for most. */
const FUNCTION_WORDS = new Set(
  `the of and to in is for that with de la el que en los del las por con una le les des et est du der die und den das von zu mit il di che per un da do em os het een
  van na się jest że je ve bir bu și nu och att det som og ja az és hogy yang dan i`.split(/\s+/),
);
const LEAST_WORDS = 20;
const LEAST_SHARE = 0.1;

/** Fonts of a page whose letters are guessed, and guessed wrongly as far as one can see; named by their `guess`. */
export function unreadableFonts(runs: readonly GlyphRun[]): ReadonlySet<Guess> {
  const fonts = new Map<Guess, { text: string; guessed: number }>();
  for (const { font, glyphs, guessed } of runs) {
    if (!font.guess) continue;
    const found = fonts.get(font.guess) ?? { text: '', guessed: 0 };
    found.guessed += guessed;
    found.text += `${glyphs.map(({ text }) => text).join('')} `;
    fonts.set(font.guess, found);
  }
  const letters = (text: string) => text.match(/\p{L}/gu)?.length ?? 0;
  const unreadable = [...fonts].filter(([, { text, guessed }]) => guessed > 0.5 * letters(text) && !readsAsProse(text));
  return new Set(unreadable.map(([guess]) => guess));
}

function readsAsProse(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.length >= LEAST_WORDS && words.filter((word) => FUNCTION_WORDS.has(word)).length >= LEAST_SHARE * words.length;
}
