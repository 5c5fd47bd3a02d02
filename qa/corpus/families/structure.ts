import { deflateSync } from 'node:zlib';
import { documentOf } from '../document.ts';
import { PdfWriter } from '../pdf-writer.ts';
import { prose } from '../prose.ts';
import { line, paragraph } from '../text.ts';
import type { CorpusEntry } from '../types.ts';

export const STRUCTURE: readonly CorpusEntry[] = [
  {
    name: 'object-streams',
    purpose: 'Everything but streams inside an object stream, with a cross-reference stream',
    features: ['object-streams'],
    pages: 2,
    origin: () => documentOf([{ content: text(0) }, { content: text(1) }], { version: '1.5', layout: 'streams' }),
  },
  {
    name: 'incremental-update',
    purpose: 'Saved twice: the second section replaces the content of the first, whose words must not come back',
    features: ['incremental'],
    pages: 1,
    origin: incremental,
  },
  {
    name: 'damaged-xref',
    purpose: 'A cross-reference table whose offsets are wrong: readers rebuild it',
    features: ['damaged'],
    pages: 1,
    origin: () =>
      damaged((file) =>
        file.replace(/^(\d{10}) 00000 n/gm, (_, offset: string) => `${String(Number(offset) + 37).padStart(10, '0')} 00000 n`),
      ),
  },
  {
    name: 'missing-xref',
    purpose: 'A trailer, but no cross-reference table before it',
    features: ['damaged'],
    pages: 1,
    origin: () => damaged((file) => file.replace(/\nxref\n[^t]*trailer/, '\ntrailer')),
  },
  {
    name: 'wrong-lengths',
    purpose: 'Streams that say they are shorter than they are',
    features: ['damaged'],
    pages: 1,
    origin: () =>
      damaged((file) =>
        file.replace(/\/Length (\d+)/g, (_, length: string) => `/Length ${length.length > 2 ? `0${length.slice(1)}` : length}`),
      ),
  },
  {
    name: 'broken-parent',
    purpose: 'A page whose /Parent leads nowhere',
    features: ['damaged'],
    pages: 1,
    origin: () => damaged((file) => file.replace(/\/Parent \d+ 0 R/, '/Parent 99 0 R')),
  },
  {
    name: 'junk-around',
    purpose: 'Bytes before the header and behind the end, as mail gateways add them',
    features: ['damaged'],
    pages: 1,
    origin: () => damaged((file) => `Received: by gateway\r\n\r\n${file}\r\n--boundary--\r\n`),
  },
  {
    name: 'ascii-filters',
    purpose: 'Content behind ASCII85 and Flate, in a chain, under its short names too',
    features: ['filters'],
    pages: 2,
    origin: asciiFilters,
  },
  {
    name: 'split-contents',
    purpose: 'A page of five content streams, one of which ends in the middle of a text object',
    features: ['filters'],
    pages: 1,
    origin: () =>
      documentOf([
        {
          content: [
            'q 1 0 0 1 0 0 cm',
            line(60, 780, 'The content of this page comes in pieces', { face: 'F2', size: 15 }),
            'BT /F1 11 Tf 60 740 Td (The sentence begins in one stream) Tj',
            '0 -16 Td (and goes on in the next one.) Tj ET',
            `${paragraph(60, 690, 430, prose(2), { size: 11 }).content} Q`,
          ],
        },
      ]),
  },
  {
    name: 'nested-page-tree',
    purpose: 'Pages in a tree of three levels that hand down resources, size and rotation',
    features: ['rotation'],
    pages: 4,
    origin: nestedTree,
  },
];

function text(index: number): string {
  return (
    line(60, 780, ['A day at the harbour', 'The mill beside the river'][index % 2] ?? '', { face: 'F2', size: 16 }) +
    paragraph(60, 750, 430, prose(index), { size: 11 }).content +
    paragraph(60, 650, 430, prose(index + 3), { size: 11 }).content
  );
}

function damaged(change: (file: string) => string): Uint8Array {
  const file = Buffer.from(documentOf([{ content: text(1) }])).toString('latin1');
  return new Uint8Array(Buffer.from(change(file), 'latin1'));
}

function incremental(): Uint8Array {
  const first = Buffer.from(documentOf([{ content: line(60, 780, 'Draft for internal use: provisional wording') }])).toString('latin1');
  const number = Number(/\/Contents \[(\d+) 0 R\]/.exec(first)?.[1]);
  const previous = Number(/startxref\n(\d+)/.exec(first)?.[1]);
  const size = Number(/\/Size (\d+)/.exec(first)?.[1]);
  const content = text(0);
  const object = `${number} 0 obj\n<< /Length ${content.length} >>\nstream\n${content}\nendstream\nendobj\n`;
  const offset = String(first.length).padStart(10, '0');
  const table = `xref\n${number} 1\n${offset} 00000 n \ntrailer\n<< /Size ${size} /Root 1 0 R /Prev ${previous} >>\n`;
  return new Uint8Array(Buffer.from(`${first}${object}${table}startxref\n${first.length + object.length}\n%%EOF\n`, 'latin1'));
}

function asciiFilters(): Uint8Array {
  const pdf = new PdfWriter();
  const root = pdf.add('');
  const tree = pdf.add('');
  const fonts = simpleFonts(pdf);
  const content = [
    pdf.add('<< /Filter [/ASCII85Decode /FlateDecode] >>', ascii85(deflateSync(Buffer.from(text(0), 'latin1')))),
    pdf.add('<< /Filter [/A85 /Fl] >>', ascii85(deflateSync(Buffer.from(text(1), 'latin1')))),
  ];
  const pages = content.map((stream) =>
    pdf.add(`<< /Type /Page /Parent ${tree} /MediaBox [0 0 595 842] /Contents ${stream} /Resources << /Font << ${fonts} >> >> >>`),
  );
  pdf.replace(tree, `<< /Type /Pages /Kids [${pages.join(' ')}] /Count 2 >>`);
  pdf.replace(root, `<< /Type /Catalog /Pages ${tree} >>`);
  return pdf.write(root);
}

/** ISO 32000-2, 7.4.3: four bytes as five digits of base 85. */
function ascii85(bytes: Buffer): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 4) {
    const size = Math.min(4, bytes.length - i);
    let value = Buffer.concat([bytes.subarray(i, i + size), Buffer.alloc(4 - size)]).readUInt32BE();
    if (value === 0 && size === 4) {
      text += 'z';
      continue;
    }
    const digits = Array.from({ length: 5 }, () => {
      const digit = String.fromCharCode(33 + (value % 85));
      value = Math.floor(value / 85);
      return digit;
    });
    text += digits
      .reverse()
      .slice(0, size + 1)
      .join('');
  }
  return `${text}~>`;
}

function nestedTree(): Uint8Array {
  const pdf = new PdfWriter();
  const [root, middle, left, right] = [pdf.add(''), pdf.add(''), pdf.add(''), pdf.add('')];
  const fonts = simpleFonts(pdf);
  const page = (parent: string, index: number) => pdf.add(`<< /Type /Page /Parent ${parent} /Contents ${pdf.add('<< >>', text(index))} >>`);
  const [leftPages, rightPages] = [
    [page(left, 0), page(left, 1)],
    [page(right, 2), page(right, 3)],
  ];
  pdf.replace(left, `<< /Type /Pages /Parent ${middle} /Kids [${leftPages.join(' ')}] /Count 2 >>`);
  pdf.replace(right, `<< /Type /Pages /Parent ${middle} /Kids [${rightPages.join(' ')}] /Count 2 /Rotate 180 >>`);
  pdf.replace(middle, `<< /Type /Pages /Kids [${left} ${right}] /Count 4 /MediaBox [0 0 595 842] /Resources << /Font << ${fonts} >> >> >>`);
  pdf.replace(root, `<< /Type /Catalog /Pages ${middle} >>`);
  return pdf.write(root);
}

function simpleFonts(pdf: PdfWriter): string {
  const names = ['Helvetica', 'Helvetica-Bold'];
  return names
    .map((name, i) => `/F${i + 1} ${pdf.add(`<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`)}`)
    .join(' ');
}
