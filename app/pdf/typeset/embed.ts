import { type PDFContext, type PDFDict, PDFHexString, type PDFRef } from '@cantoo/pdf-lib';
import { flateStream } from '../edit/flate.ts';
import type { Face } from './faces.ts';
import { GlyphSubset } from './subset.ts';

/**
 * One face in one document: only the glyphs that are written, numbered anew, with the way back to Unicode so that the
 * text can be searched and read aloud. pdf-lib's own embedder parses the font file again for every document.
 */
export class EmbeddedFace {
  readonly face: Face;
  readonly ref: PDFRef;
  readonly #context: PDFContext;
  readonly #subset: GlyphSubset;
  /** Characters' codes in the subset, in hexadecimal. */
  readonly #codes = new Map<string, string>();
  /** Subset glyph id → what it stands for. */
  readonly #used = new Map<number, { codePoint: number; advance: number }>();

  constructor(context: PDFContext, face: Face) {
    this.#context = context;
    this.face = face;
    this.#subset = new GlyphSubset(face.tables);
    this.ref = context.nextRef();
  }

  /** The characters as two-byte codes; every one must be in the face. */
  encode(text: string): string {
    let codes = '';
    for (const character of text) codes += this.#codes.get(character) ?? this.#add(character);
    return codes;
  }

  #add(character: string): string {
    const codePoint = character.codePointAt(0) as number;
    const glyph = this.face.glyph(codePoint);
    if (!glyph) throw new Error(`${this.face.font.postscriptName} lacks U+${codePoint.toString(16)}`);
    const id = this.#subset.include(glyph.id);
    if (!this.#used.has(id)) this.#used.set(id, { codePoint, advance: glyph.advance });
    const code = hex(id);
    this.#codes.set(character, code);
    return code;
  }

  /** Writes the font's objects. Nothing can be encoded afterwards. */
  finish(): void {
    const context = this.#context;
    const { font } = this.face;
    const name = `${tag(this.#used)}+${font.postscriptName}`;
    const em = (units: number) => Math.round((units / font.unitsPerEm) * 1000);
    const file = flateStream(context, this.#subset.encode());
    const { minX, minY, maxX, maxY } = font.bbox;
    const descriptor = context.register(
      context.obj({
        Type: 'FontDescriptor',
        FontName: name,
        Flags: 4 | (this.face.mono ? 1 : 0) | (this.face.serif ? 2 : 0) | (this.face.italic ? 64 : 0),
        FontBBox: [em(minX), em(minY), em(maxX), em(maxY)],
        ItalicAngle: font.italicAngle,
        Ascent: em(font.ascent),
        Descent: em(font.descent),
        CapHeight: em(font.capHeight || font.ascent),
        StemV: 80,
        FontFile2: context.register(file),
      }),
    );
    const descendant = context.register(
      context.obj({
        Type: 'Font',
        Subtype: 'CIDFontType2',
        BaseFont: name,
        CIDSystemInfo: { Registry: text('Adobe'), Ordering: text('Identity'), Supplement: 0 },
        FontDescriptor: descriptor,
        CIDToGIDMap: 'Identity',
        DW: 0,
        W: [...this.#used].toSorted(([a], [b]) => a - b).flatMap(([id, { advance }]) => [id, [Math.round(advance * 1000)]]),
      }),
    );
    const type0: PDFDict = context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: name,
      Encoding: 'Identity-H',
      DescendantFonts: [descendant],
      ToUnicode: context.register(flateStream(context, toUnicode(this.#used))),
    });
    context.assign(this.ref, type0);
  }
}

const text = (value: string) => PDFHexString.fromText(value);

/** Six letters that differ between subsets of one font, the same for the same characters. */
function tag(used: ReadonlyMap<number, { codePoint: number }>): string {
  let hash = 2166136261;
  for (const { codePoint } of used.values()) hash = Math.imul(hash ^ codePoint, 16777619) >>> 0;
  return Array.from({ length: 6 }, (_, i) => String.fromCharCode(65 + (Math.floor(hash / 26 ** i) % 26))).join('');
}

/** CMap in blocks of 100, as the specification asks. */
function toUnicode(used: ReadonlyMap<number, { codePoint: number }>): string {
  const entries = [...used].map(([id, { codePoint }]) => `<${hex(id)}> <${utf16(codePoint)}>`);
  const blocks: string[] = [];
  for (let i = 0; i < entries.length; i += 100) {
    const block = entries.slice(i, i + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def /CMapType 2 def',
    '1 begincodespacerange <0000> <ffff> endcodespacerange',
    ...blocks,
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n');
}

const hex = (value: number) => value.toString(16).padStart(4, '0');

function utf16(codePoint: number): string {
  return [...String.fromCodePoint(codePoint)].flatMap((c) => Array.from({ length: c.length }, (_, i) => hex(c.charCodeAt(i)))).join('');
}
