import type { PdfWriter } from './pdf-writer.ts';
import { openFont, round } from './text.ts';

interface EmbeddedFont {
  readonly reference: string;
  /** A string of the font, as PDF source. */
  encode(text: string): string;
  /** The text in lines of at most `width` points. */
  lines(text: string, size: number, width: number): string[];
}

/** Embeds the glyphs that `text` needs as a CID TrueType font, two bytes a glyph. */
export function embedTrueType(
  pdf: PdfWriter,
  file: string,
  text: string,
  { toUnicode, vertical = false }: { toUnicode: boolean; vertical?: boolean },
): EmbeddedFont {
  const font = openFont(file);
  const scale = 1000 / font.unitsPerEm;
  const subset = font.createSubset();
  const glyphs = new Map<string, { id: number; width: number }>();
  for (const letter of new Set(text)) {
    const { id, advanceWidth } = font.glyphForCodePoint(letter.codePointAt(0) ?? 0);
    glyphs.set(letter, { id: subset.includeGlyph(id), width: round(advanceWidth * scale) });
  }
  const program = Buffer.from(subset.encode());
  const name = `CORPUS+${font.postscriptName}`;
  const { minX, minY, maxX, maxY } = font.bbox;
  const box = [minX, minY, maxX, maxY].map((v) => round(v * scale)).join(' ');
  const stream = pdf.add(`<< /Length1 ${program.length} >>`, program);
  const metrics = `/Ascent ${round(font.ascent * scale)} /Descent ${round(font.descent * scale)} /CapHeight ${round(font.capHeight * scale)}`;
  const descriptor = pdf.add(
    `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [${box}] /ItalicAngle 0 ${metrics} /StemV 80 /FontFile2 ${stream} >>`,
  );
  const widths = [...glyphs.values()].map(({ id, width }) => `${id} [${width}]`).join(' ');
  const descendant = pdf.add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${descriptor} /W [${widths}] /CIDToGIDMap /Identity >>`,
  );
  const map = toUnicode ? `/ToUnicode ${pdf.add('<< >>', unicodeMap(glyphs))}` : '';
  const reference = pdf.add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-${vertical ? 'V' : 'H'} /DescendantFonts [${descendant}] ${map} >>`,
  );
  const glyph = (letter: string) => {
    const found = glyphs.get(letter);
    if (!found) throw new Error(`«${letter}» is not in the subset of ${name}`);
    return found;
  };
  return {
    reference,
    encode: (string) => `<${[...string].map((letter) => hex(glyph(letter).id)).join('')}>`,
    lines(string, size, width) {
      const lines = [''];
      for (const word of string.split(' ')) {
        const longer = [lines.at(-1), word].filter(Boolean).join(' ');
        const points = [...longer].reduce((sum, letter) => sum + (glyph(letter).width * size) / 1000, 0);
        if (points <= width) lines[lines.length - 1] = longer;
        else lines.push(word);
      }
      return lines;
    },
  };
}

const hex = (value: number): string => value.toString(16).padStart(4, '0');

function unicodeMap(glyphs: ReadonlyMap<string, { id: number }>): string {
  const rows = [...glyphs].map(([letter, { id }]) => `<${hex(id)}> <${Buffer.from(letter, 'utf16le').swap16().toString('hex')}>`);
  const blocks: string[] = [];
  for (let i = 0; i < rows.length; i += 100) {
    const block = rows.slice(i, i + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Corpus def /CMapType 2 def\n1 begincodespacerange <0000> <ffff> endcodespacerange\n${blocks.join('\n')}\nendcmap CMapName currentdict /CMap defineresource pop end end`;
}
