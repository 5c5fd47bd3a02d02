import { type Guess, guessOf } from './guessed-letters.ts';
import type { PdfjsFont } from './operators.ts';

/** What typesetting and classification need to know of a font; guessed from flags first, then from its name. */
export interface FontFacts {
  readonly name: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly serif: boolean;
  readonly mono: boolean;
  /** Mathematical or pictorial: its text is no prose. */
  readonly symbols: boolean;
  /** TeX's own symbols, whose codes below 32 are signs of mathematics. */
  readonly texSymbols: boolean;
  readonly type3: boolean;
  readonly vertical: boolean;
  /** Ems in a unit of its glyphs' widths: 0.001, but for Type 3 and for Type 1 and CFF fonts with a matrix of their own. */
  readonly glyphUnit: number;
  /** Codes for whose letters there is nothing but a guess; undefined for a font without any. */
  readonly guess: Guess | undefined;
}

const BOLD = /bold|black|heavy|semib|demi|medi(?!a)|cmb|bx\d|[-_ ](bd|blk|hv)/i;
const ITALIC = /ital|obli|cmti|cmmi|slant/i;
const SERIF =
  /times|tinos|roman|serif|georgia|garamond|minion|palat|cmr|cmb|cmti|cmmi|cmsy|nimbusrom|bookman|century|caslon|lmroman|sfrm|sfb|utopia|charter|cambria/i;
const SANS = /sans|helv|arial|arimo|gothic|grot|univers|frutiger|myriad|calibri|verdana|tahoma|segoe|roboto|franklin/i;
const MONO = /mono|courier|cousine|cmtt|consol|typewr|sftt/i;
const SYMBOLS =
  /cmmi|cmsy|cmex|cmbsy|msam|msbm|eu[fs][mb]\d|eurm|rsfs|stmary|wasy|lasy|mt(?:mi|sy|ex)|[tp]x(?:mi|sy|ex)|math|stixsiz|stixnon|symbol|dingbat|wingd|mt-?extra/i;
const TEX_SYMBOLS = /(?:cmb?|[tp]xb?|mt)sy|lmmathsymbols/i;

const NO_FONT: FontFacts = {
  name: '',
  bold: false,
  italic: false,
  serif: false,
  mono: false,
  symbols: false,
  texSymbols: false,
  type3: false,
  vertical: false,
  glyphUnit: 0.001,
  guess: undefined,
};

/** A page sets its fonts again and again; and one font's facts are one object, by which its `guess` is known again. */
const known = new WeakMap<PdfjsFont, FontFacts>();

export function fontFacts(font: PdfjsFont | null): FontFacts {
  if (!font) return NO_FONT;
  const facts = known.get(font) ?? readFacts(font);
  known.set(font, facts);
  return facts;
}

function readFacts(font: PdfjsFont): FontFacts {
  const name = (font.name ?? '').replace(/^[A-Z]{6}\+/, '');
  const mono = font.isMonospace === true || MONO.test(name);
  return {
    name,
    bold: font.bold === true || font.black === true || BOLD.test(name),
    italic: font.italic === true || ITALIC.test(name),
    // «Helvetica-Roman» is upright, not Times: the family's name says more.
    serif: !SANS.test(name) && (SERIF.test(name) || font.isSerifFont === true),
    mono,
    symbols: SYMBOLS.test(name),
    texSymbols: TEX_SYMBOLS.test(name),
    type3: font.isType3Font === true,
    vertical: font.vertical === true,
    // pdf.js converts the widths of a font that has a matrix into units of that matrix.
    glyphUnit: font.fontMatrix?.[0] ?? NO_FONT.glyphUnit,
    guess: guessOf(font),
  };
}
