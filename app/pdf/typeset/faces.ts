import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create, type Font } from 'fontkit';
import { TrueTypeTables } from './subset.ts';

/** What the source text looks like, as far as a replacement can follow. */
export interface FaceStyle {
  readonly serif: boolean;
  readonly mono: boolean;
  readonly bold: boolean;
  readonly italic: boolean;
}

/** A parsed font file. Faces hold facts about fonts only, so they may outlive a document. */
export interface Face {
  readonly font: Font;
  readonly tables: TrueTypeTables;
  readonly italic: boolean;
  readonly mono: boolean;
  readonly serif: boolean;
  /** Advance in ems, and the glyph's id; undefined for a character it lacks. */
  glyph(codePoint: number): { readonly id: number; readonly advance: number } | undefined;
}

const faces = new Map<string, Face>();

/** Metric-compatible with Arial, Times New Roman and Courier New; Latin, Greek, Cyrillic. */
function face({ serif, mono, bold, italic }: FaceStyle): Face {
  const family = mono ? 'cousine' : serif ? 'tinos' : 'arimo';
  const style = `${bold ? '700Bold' : '400Regular'}${italic ? '_Italic' : ''}`;
  const key = `${family}/${style}`;
  let found = faces.get(key);
  if (!found) {
    found = load(`@expo-google-fonts/${family}/${style}/${family[0]?.toUpperCase()}${family.slice(1)}_${style}.ttf`, {
      serif,
      mono,
      italic,
    });
    faces.set(key, found);
  }
  return found;
}

const chains = new Map<string, readonly Face[]>();

/** Where a character is looked for, in this order; the same list for the same style. */
export function fallbacks({ serif, mono, bold, italic }: FaceStyle): readonly Face[] {
  const key = [serif, mono, bold, italic].join();
  const plain = { mono: false, bold, italic: false };
  const make = () => [face({ serif, mono, bold, italic }), face({ ...plain, serif: serif && !mono }), face({ ...plain, serif: !serif })];
  const found = chains.get(key) ?? make();
  chains.set(key, found);
  return found;
}

function load(file: string, traits: Pick<Face, 'italic' | 'mono' | 'serif'>): Face {
  const bytes = readFileSync(fileURLToPath(import.meta.resolve(file)));
  const font = create(bytes);
  const glyphs = new Map<number, ReturnType<Face['glyph']>>();
  return {
    font,
    tables: new TrueTypeTables(bytes),
    ...traits,
    glyph(codePoint) {
      let glyph = glyphs.get(codePoint);
      if (!glyph && !glyphs.has(codePoint)) {
        glyph = look(font, codePoint);
        glyphs.set(codePoint, glyph);
      }
      return glyph;
    },
  };
}

function look(font: Font, codePoint: number): ReturnType<Face['glyph']> {
  if (!font.hasGlyphForCodePoint(codePoint)) return undefined;
  const { id, advanceWidth } = font.glyphForCodePoint(codePoint);
  return { id, advance: advanceWidth / font.unitsPerEm };
}
