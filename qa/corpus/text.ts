import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create, type Font } from 'fontkit';

/** The five standard fonts that every document of `documentOf` has, by resource name. */
export const FACES = {
  F1: { baseFont: 'Helvetica', metrics: '@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf' },
  F2: { baseFont: 'Helvetica-Bold', metrics: '@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf' },
  F3: { baseFont: 'Times-Roman', metrics: '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf' },
  F4: { baseFont: 'Times-Italic', metrics: '@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf' },
  F5: { baseFont: 'Courier', metrics: '@expo-google-fonts/cousine/400Regular/Cousine_400Regular.ttf' },
} as const;

export type Face = keyof typeof FACES;
export type Align = 'left' | 'right' | 'center' | 'justify';

const fonts = new Map<string, Font>();

/** A font file of an installed package, opened once. */
export function openFont(file: string): Font {
  let font = fonts.get(file);
  if (!font) {
    font = create(readFileSync(fileURLToPath(import.meta.resolve(file))));
    fonts.set(file, font);
  }
  return font;
}

/** Width in points. Arimo, Tinos and Cousine have the metrics of the standard fonts they stand for. */
export function widthOf(text: string, face: Face, size: number): number {
  const font = openFont(FACES[face].metrics);
  let units = 0;
  for (const letter of text) units += font.glyphForCodePoint(letter.codePointAt(0) ?? 0).advanceWidth;
  return (units * size) / font.unitsPerEm;
}

/** WinAnsi characters that are not where Latin-1 has them and that the corpus uses. */
const WIN_ANSI: Record<string, string> = {
  '€': '\x80',
  '…': '\x85',
  '‘': '\x91',
  '’': '\x92',
  '“': '\x93',
  '”': '\x94',
  '•': '\x95',
  '–': '\x96',
};

/** A literal string of a simple font, as PDF source. */
export function literal(text: string): string {
  return `(${text.replace(/[€…‘’“”•–]/g, (c) => WIN_ANSI[c] ?? c).replace(/[()\\]/g, '\\$&')})`;
}

export interface LineStyle {
  readonly face?: Face;
  readonly size?: number;
  /** As PDF source: `1 0 0 rg`. */
  readonly colour?: string;
  readonly align?: Exclude<Align, 'justify'>;
}

/** One line; `x` is its left end, right end or middle, as it is aligned. */
export function line(x: number, y: number, text: string, { face = 'F1', size = 10, colour = '', align = 'left' }: LineStyle = {}): string {
  const width = align === 'left' ? 0 : widthOf(text, face, size);
  const left = x - (align === 'right' ? width : align === 'center' ? width / 2 : 0);
  return `BT ${colour} /${face} ${size} Tf ${round(left)} ${round(y)} Td ${literal(text)} Tj ET${colour ? ' 0 g' : ''}\n`;
}

export interface ParagraphStyle extends Omit<LineStyle, 'align'> {
  readonly align?: Align;
  readonly leading?: number;
  /** Breaks words that do not fit, with a hyphen, as a narrow column does. */
  readonly hyphenate?: boolean;
  /** What the first line is indented by; a drop capital or a list mark stands there. */
  readonly indent?: number;
}

/** A paragraph of the width given, its first baseline at `y`. `bottom` is the last baseline. */
export function paragraph(
  x: number,
  y: number,
  width: number,
  text: string,
  style: ParagraphStyle = {},
): { content: string; bottom: number } {
  const { face = 'F1', size = 10, align = 'left', leading = size * 1.25, indent = 0, hyphenate = false } = style;
  const lines = breakLines(text, width, indent, (t) => widthOf(t, face, size), hyphenate);
  let content = '';
  let baseline = y;
  for (const [i, words] of lines.entries()) {
    const left = i === 0 ? indent : 0;
    const room = width - left;
    if (align === 'justify' && i < lines.length - 1) {
      const spaces = words.split(' ').length - 1;
      const extra = spaces > 0 ? (room - widthOf(words, face, size)) / spaces : 0;
      content += `${round(extra)} Tw ${line(x + left, baseline, words, { ...style, align: 'left' })}0 Tw\n`;
    } else {
      const at = align === 'right' ? x + width : align === 'center' ? x + width / 2 : x + left;
      content += line(at, baseline, words, { ...style, align: align === 'justify' ? 'left' : align });
    }
    if (i < lines.length - 1) baseline -= leading;
  }
  return { content, bottom: baseline };
}

function breakLines(text: string, width: number, indent: number, measure: (text: string) => number, hyphenate: boolean): string[] {
  const lines: string[] = [];
  let current = '';
  const room = () => width - (lines.length === 0 ? indent : 0);
  for (const word of text.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (measure(longer) <= room()) {
      current = longer;
      continue;
    }
    const cut = hyphenate ? cutOf(word, (part) => measure(`${current} ${part}-`) <= room()) : 0;
    lines.push(cut > 0 ? `${current} ${word.slice(0, cut)}-` : current);
    current = word.slice(cut);
  }
  return [...lines, current];
}

/** Most letters that fit before a hyphen, with three on either side; 0 when too few do. */
function cutOf(word: string, fits: (part: string) => boolean): number {
  for (let cut = word.length - 3; cut >= 3; cut--) {
    if (/^[a-z]+$/.test(word.slice(cut - 1, cut + 2)) && /^[a-zA-Z]+$/.test(word.slice(0, cut)) && fits(word.slice(0, cut))) return cut;
  }
  return 0;
}

export const round = (value: number): number => Math.round(value * 1000) / 1000;
