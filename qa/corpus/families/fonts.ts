import { DocumentBuilder, documentOf } from '../document.ts';
import { embedTrueType } from '../embed-font.ts';
import { prose } from '../prose.ts';
import { line, paragraph } from '../text.ts';
import type { CorpusEntry } from '../types.ts';

const TINOS = '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf';
const ARIMO_BOLD = '@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf';

export const FONTS: readonly CorpusEntry[] = [
  {
    name: 'standard-fonts',
    purpose: 'Text in the standard fonts, none of them embedded: widths must come from the engine',
    features: ['standard-fonts', 'headings'],
    pages: 1,
    origin: () =>
      documentOf([
        {
          content:
            line(60, 780, 'Five faces on one page', { face: 'F2', size: 18 }) +
            (['F1', 'F3', 'F4', 'F5', 'F2'] as const)
              .map((face, i) => paragraph(60, 740 - 110 * i, 420, prose(i), { face }).content)
              .join(''),
        },
      ]),
  },
  {
    name: 'mixed-fonts',
    purpose: 'Bold, italic and coloured words inside a sentence, and a typewriter word that names a file',
    features: ['inline-style', 'standard-fonts'],
    pages: 1,
    origin: () => documentOf([{ content: mixedLines() }]),
  },
  {
    name: 'cid-to-unicode',
    purpose: 'TrueType subset as a CID font with Identity-H, two bytes a glyph, readable through its ToUnicode map',
    features: ['cid', 'truetype'],
    pages: 1,
    origin: () => cidDocument(TINOS, [prose(0), prose(1), prose(5)], true),
  },
  {
    name: 'cid-without-unicode',
    purpose: 'The same without ToUnicode: glyph numbers only, so nothing can be read and all of it has to stay',
    features: ['cid', 'no-to-unicode'],
    pages: 1,
    answer: 'kept',
    origin: () => cidDocument(TINOS, [prose(2), prose(3)], false),
  },
  {
    name: 'some-without-unicode',
    purpose: 'One unreadable paragraph between readable ones: it stays, and the others do not run into it',
    features: ['no-to-unicode', 'standard-fonts'],
    pages: 1,
    origin: someWithoutUnicode,
  },
  {
    name: 'greek',
    purpose: 'A Greek passage in an English document',
    features: ['greek', 'cid'],
    pages: 1,
    origin: () =>
      cidDocument(
        TINOS,
        ['The word of the day on the island is this one:', 'Η θάλασσα είναι ήρεμη το πρωί και τα πλοία φεύγουν νωρίς.', prose(5)],
        true,
      ),
  },
  {
    name: 'cyrillic',
    purpose: 'Cyrillic headings over English text',
    features: ['cyrillic', 'cid', 'headings'],
    pages: 1,
    origin: () => cidDocument(ARIMO_BOLD, ['Расписание поездов на каждый день', prose(5), 'Правила для пассажиров', prose(0)], true),
  },
  {
    name: 'type3',
    purpose: 'Type 3 glyphs without names that mean anything: drawn by procedures, kept as they are beside ordinary text',
    features: ['type3'],
    pages: 1,
    origin: type3Document,
  },
  {
    name: 'encoding-differences',
    purpose: 'A simple font whose codes are re-mapped by /Differences, accents and currency signs included',
    features: ['standard-fonts'],
    pages: 1,
    origin: differences,
  },
  {
    name: 'vertical-text',
    purpose: 'Words written downwards beside a paragraph: they stay, the paragraph changes',
    features: ['vertical', 'cid'],
    pages: 1,
    origin: verticalText,
  },
];

function mixedLines(): string {
  const rows = [
    '/F1 11 Tf (Please read the ) Tj /F2 11 Tf (safety rules) Tj /F1 11 Tf ( before you enter the workshop.) Tj',
    '/F1 11 Tf (The door stays ) Tj 0.8 0 0 rg (closed) Tj 0 g ( while the ) Tj /F4 11 Tf (red lamp) Tj /F1 11 Tf ( is burning above it.) Tj',
    '/F1 11 Tf (Save the settings as ) Tj /F5 11 Tf (config.toml) Tj /F1 11 Tf ( and start the machine again.) Tj',
    '/F1 11 Tf (The first measurement) Tj 5 Ts /F1 7 Tf (1) Tj 0 Ts /F1 11 Tf ( was taken in the morning of the second day.) Tj',
  ];
  return rows.map((row, i) => `BT 60 ${760 - 40 * i} Td ${row} ET\n`).join('');
}

function cidDocument(file: string, texts: readonly string[], toUnicode: boolean): Uint8Array {
  const builder = new DocumentBuilder();
  const font = embedTrueType(builder.pdf, file, texts.join(''), { toUnicode });
  builder.page({ fonts: `/C1 ${font.reference}`, content: cidParagraphs(font, texts, 770) });
  return builder.write();
}

function cidParagraphs(font: ReturnType<typeof embedTrueType>, texts: readonly string[], top: number): string {
  let content = '';
  let y = top;
  for (const text of texts) {
    for (const row of font.lines(text, 12, 460)) {
      content += `BT /C1 12 Tf 60 ${y} Td ${font.encode(row)} Tj ET\n`;
      y -= 16;
    }
    y -= 14;
  }
  return content;
}

function someWithoutUnicode(): Uint8Array {
  const builder = new DocumentBuilder();
  const font = embedTrueType(builder.pdf, TINOS, prose(6), { toUnicode: false });
  const above = paragraph(60, 780, 460, prose(4), { size: 12 });
  const content = above.content + cidParagraphs(font, [prose(6)], 700) + paragraph(60, 580, 460, prose(7), { size: 12 }).content;
  builder.page({ fonts: `/C1 ${font.reference}`, content });
  return builder.write();
}

/** Three glyphs: a square, a triangle and a bar, called g1 to g3. */
function type3Document(): Uint8Array {
  const builder = new DocumentBuilder();
  const glyphs = ['0 0 600 600 re f', '0 0 m 600 0 l 300 600 l f', '0 250 600 100 re f'].map((path) =>
    builder.pdf.add('<< >>', `700 0 0 0 600 600 d1 ${path}`),
  );
  const procedures = glyphs.map((reference, i) => `/g${i + 1} ${reference}`).join(' ');
  const font = builder.pdf.add(
    `<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 600] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 65 /LastChar 67 /Widths [700 700 700] /Encoding << /Type /Encoding /Differences [65 /g1 /g2 /g3] >> /CharProcs << ${procedures} >> /Resources << >> >>`,
  );
  const content = `BT /T3 24 Tf 60 770 Td (ABCABCA) Tj ET\n${paragraph(60, 720, 440, prose(8), { size: 12 }).content}BT /T3 14 Tf 60 600 Td (CCCCCCCCCCCC) Tj ET\n`;
  builder.page({ fonts: `/T3 ${font}`, content });
  return builder.write();
}

/** Codes from 33 in order of appearance, so that no code is the letter it shows. */
function differences(): Uint8Array {
  const builder = new DocumentBuilder();
  const rows = ['the café stays open until the last guest has paid', 'a small menu costs 3 € and the soup is free on a holiday'];
  const letters = [...new Set(rows.join(''))];
  const named: Record<string, string> = { ' ': 'space', é: 'eacute', '€': 'Euro', '3': 'three' };
  const code = (text: string) => [...text].map((c) => (letters.indexOf(c) + 33).toString(16)).join('');
  const names = letters.map((c) => `/${named[c] ?? c}`).join(' ');
  const font = builder.pdf.add(
    `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [33 ${names}] >> >>`,
  );
  const content = rows.map((row, i) => `BT /D1 12 Tf 60 ${760 - 60 * i} Td <${code(row)}> Tj ET\n`).join('');
  builder.page({ fonts: `/D1 ${font}`, content });
  return builder.write();
}

function verticalText(): Uint8Array {
  const builder = new DocumentBuilder();
  const font = embedTrueType(builder.pdf, TINOS, 'CALM ZONE', { toUnicode: true, vertical: true });
  const content = `BT /V1 20 Tf 540 760 Td ${font.encode('CALM ZONE')} Tj ET\n${paragraph(60, 760, 400, prose(0), { size: 12 }).content}`;
  builder.page({ fonts: `/V1 ${font.reference}`, content });
  return builder.write();
}
