import type { Face } from './faces.ts';

/** Characters of one face in a row. */
export interface FaceRun {
  readonly face: Face;
  readonly text: string;
}

/** Text cut into runs by the first face that has each character; undefined when no face has one of them. */
export function faceRuns(faces: readonly Face[], text: string): FaceRun[] | undefined {
  const runs: FaceRun[] = [];
  let begun: Face | undefined;
  let from = 0;
  for (let i = 0; i < text.length; ) {
    const codePoint = text.codePointAt(i) as number;
    const face = faceOf(faces, codePoint);
    if (!face) return undefined;
    if (begun && begun !== face) {
      runs.push({ face: begun, text: text.slice(from, i) });
      from = i;
    }
    begun = face;
    i += unitsOf(codePoint);
  }
  if (begun) runs.push({ face: begun, text: text.slice(from) });
  return runs;
}

/** The first that has the character. */
function faceOf(faces: readonly Face[], codePoint: number): Face | undefined {
  for (const face of faces) if (face.glyph(codePoint)) return face;
  return undefined;
}

const unitsOf = (codePoint: number) => (codePoint > 0xffff ? 2 : 1);

/** Width in ems. */
export function measure(faces: readonly Face[], text: string): number {
  let width = 0;
  for (let i = 0; i < text.length; ) {
    const codePoint = text.codePointAt(i) as number;
    width += faceOf(faces, codePoint)?.glyph(codePoint)?.advance ?? 0;
    i += unitsOf(codePoint);
  }
  return width;
}

/** Signs that the fonts lack, by others that say the same. */
const LOOKALIKES: Record<string, string> = {
  '\u2010': '-',
  '\u2011': '-',
  '\u2217': '*',
  // TeX's degrees.
  '\u2218': '\u00b0',
  '\u2223': '|',
  '\u223c': '~',
  '\u22c4': '\u25ca',
  '\u22c6': '*',
  '\u25b6': '\u25ba',
  '\u2610': '\u25a1',
  '\u21d2': '\u2192',
  '\u2605': '*',
  '\u27e8': '\u2039',
  '\u3008': '\u2039',
  '\u27e9': '\u203a',
  '\u3009': '\u203a',
};

const HAS_LOOKALIKE = new RegExp(`[${Object.keys(LOOKALIKES).join('')}]`, 'gu');
/** Letters and digits of mathematics in Unicode's own bold, italic and other shapes. */
const MATHEMATICAL = /[\u{1d400}-\u{1d7ff}]/gu;
const ONLY_PRINTABLE_ASCII = /^[\x20-\x7e]*$/;

/** What can be drawn: composed, without invisible characters, every space a plain one. */
export function drawable(text: string): string {
  if (ONLY_PRINTABLE_ASCII.test(text)) return text;
  return text
    .normalize('NFC')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]|(?![\t\n\r])\p{Cc}/gu, '')
    .replace(MATHEMATICAL, (c) => c.normalize('NFKC'))
    .replace(HAS_LOOKALIKE, (c) => LOOKALIKES[c] ?? c)
    .replace(/\s+/gu, ' ');
}
