import { DocumentBuilder, documentOf } from '../document.ts';
import { prose } from '../prose.ts';
import { line, paragraph } from '../text.ts';
import type { CorpusEntry } from '../types.ts';

export const DRAWING: readonly CorpusEntry[] = [
  {
    name: 'form-xobjects',
    purpose: 'A letterhead that three pages share, and a box within a box, both as form XObjects with text',
    features: ['form-xobjects', 'running-heads'],
    pages: 3,
    origin: formXobjects,
  },
  {
    name: 'inline-images',
    purpose: 'Images inside the content stream, their bytes looking like operators',
    features: ['images'],
    pages: 1,
    origin: () =>
      documentOf([
        { content: `${body(0)}q 60 0 0 60 60 480 cm\nBI /W 8 /H 4 /BPC 8 /CS /G ID (Tj) ET BT q Q EI-like bytes!!\nEI Q\n${body(3, 440)}` },
      ]),
  },
  {
    name: 'text-over-picture',
    purpose: 'White and dark text over a picture and over a gradient, which must show through as before',
    features: ['images', 'transparency'],
    pages: 1,
    origin: textOverPicture,
  },
  {
    name: 'clipped-text',
    purpose: 'A paragraph inside a clipping rectangle, and letters that clip a pattern',
    features: ['clipping'],
    pages: 1,
    origin: () =>
      documentOf([
        {
          content: `q 50 640 470 160 re W n ${body(1)} Q\nq BT /F2 60 Tf 7 Tr 60 520 Td (HARBOUR) Tj ET 0.2 0.5 0.8 rg 0 500 595 40 re f 0.8 0.4 0.1 rg 0 540 595 40 re f Q\n${body(4, 440)}`,
        },
      ]),
  },
  {
    name: 'transparency',
    purpose: 'Half-transparent panels under and over text, and a faint watermark across the page',
    features: ['transparency'],
    pages: 1,
    origin: transparency,
  },
  {
    name: 'layers',
    purpose: 'Three optional content groups, one of them off: what nobody sees stays unread',
    features: ['layers'],
    pages: 1,
    origin: layers,
  },
  {
    name: 'hidden-text-layer',
    purpose: 'A picture of a page with invisible text over it, as text recognition leaves it: a scan all the same',
    features: ['scan', 'images'],
    pages: 1,
    answer: 'scanned',
    origin: hiddenTextLayer,
  },
  {
    name: 'actual-text',
    purpose: 'Marked content with ActualText and alternative text, which hold the old words a second time',
    features: ['tagged'],
    pages: 1,
    origin: actualText,
  },
];

function body(index: number, y = 760): string {
  return paragraph(60, y, 430, prose(index), { size: 11 }).content + paragraph(60, y - 80, 430, prose(index + 5), { size: 11 }).content;
}

function formXobjects(): Uint8Array {
  const builder = new DocumentBuilder();
  const form = (box: string, content: string, more = '') =>
    builder.pdf.add(`<< /Type /XObject /Subtype /Form /BBox [${box}] /Resources << ${builder.fonts} ${more} >> >>`, content);
  const head = form(
    '0 0 475 40',
    `0.2 0.3 0.5 rg 0 0 475 40 re f ${line(12, 15, 'Harbour office, department of small boats', { face: 'F2', size: 12, colour: '1 1 1 rg' })}`,
  );
  const inner = form('0 0 200 60', line(10, 30, 'Office hours are from eight to four.', { size: 10 }));
  const outer = form(
    '0 0 240 90',
    `0.9 g 0 0 240 90 re f 0 g q 1 0 0 1 20 10 cm /Inner Do Q ${line(10, 72, 'Where you find us', { face: 'F2', size: 11 })}`,
    `/XObject << /Inner ${inner} >>`,
  );
  for (let i = 0; i < 3; i++) {
    builder.page({
      resources: `/XObject << /Head ${head} /Box ${outer} >>`,
      content: `q 1 0 0 1 60 780 cm /Head Do Q\n${body(i, 740)}q 1 0 0 1 ${60 + 100 * i} 480 cm /Box Do Q\n`,
    });
  }
  return builder.write();
}

/** A picture of soft waves, 64 × 64 pixels. */
function waves(builder: DocumentBuilder): string {
  const pixels = Buffer.alloc(64 * 64 * 3);
  for (let i = 0; i < 64 * 64; i++) {
    const shade = 90 + Math.round(60 * Math.sin((i % 64) / 5) * Math.cos(Math.floor(i / 64) / 7));
    pixels.set([shade >> 1, shade, Math.min(255, shade + 60)], 3 * i);
  }
  return builder.pdf.add(
    '<< /Type /XObject /Subtype /Image /Width 64 /Height 64 /BitsPerComponent 8 /ColorSpace /DeviceRGB >>',
    new Uint8Array(pixels),
  );
}

function textOverPicture(): Uint8Array {
  const builder = new DocumentBuilder();
  const picture = waves(builder);
  const ramp = '<< /FunctionType 2 /Domain [0 1] /C0 [1 0.9 0.6] /C1 [0.6 0.8 1] /N 1 >>';
  const gradient = `<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [60 0 535 0] /Function ${ramp} /Extend [true true] >>`;
  const white = '1 1 1 rg';
  builder.page({
    resources: `/XObject << /I ${picture} >> /Shading << /S ${gradient} >>`,
    content:
      `q 475 0 0 240 60 560 cm /I Do Q\n${line(80, 750, 'Summer at the lake', { face: 'F2', size: 24, colour: white })}` +
      paragraph(80, 710, 400, prose(3), { size: 12, colour: white }).content +
      `q 60 300 475 200 re W n /S sh Q\n${paragraph(80, 460, 400, prose(1), { size: 12 }).content}`,
  });
  return builder.write();
}

function transparency(): Uint8Array {
  const builder = new DocumentBuilder();
  builder.page({
    resources: '/ExtGState << /Half << /ca 0.5 /CA 0.5 >> /Faint << /ca 0.12 >> /Full << /ca 1 /CA 1 >> >>',
    content:
      `/Half gs 0.4 0.7 0.4 rg 50 640 480 150 re f /Full gs 0 g ${body(2)}` +
      `/Half gs 0.9 0.6 0.2 rg 50 480 240 110 re f /Full gs 0 g ${paragraph(60, 570, 220, prose(9), { size: 9 }).content}` +
      'q /Faint gs BT /F2 90 Tf 0.707 0.707 -0.707 0.707 130 180 Tm (SAMPLE) Tj ET Q\n',
  });
  return builder.write();
}

function layers(): Uint8Array {
  const builder = new DocumentBuilder();
  const groups = ['Text', 'Dimensions', 'Comments'].map((name) => builder.pdf.add(`<< /Type /OCG /Name (${name}) >>`));
  const [text, dimensions, comments] = groups;
  builder.page({
    resources: `/Properties << /L0 ${text} /L1 ${dimensions} /L2 ${comments} >>`,
    content:
      `/OC /L0 BDC ${body(5)} EMC\n/OC /L1 BDC 60 500 m 300 500 l S ${line(140, 506, 'The wall is four metres long', { size: 9 })} EMC\n` +
      `/OC /L2 BDC ${line(300, 820, 'Reviewer: move this further down, please!', { size: 9, colour: '0.8 0 0 rg' })} EMC\n`,
  });
  const all = groups.join(' ');
  return builder.write({
    catalog: `/OCProperties << /OCGs [${all}] /D << /Order [${all}] /ON [${text} ${dimensions}] /OFF [${comments}] >> >>`,
  });
}

function hiddenTextLayer(): Uint8Array {
  const builder = new DocumentBuilder();
  const scan = builder.pdf.add(
    '<< /Type /XObject /Subtype /Image /Width 420 /Height 594 /BitsPerComponent 8 /ColorSpace /DeviceGray >>',
    new Uint8Array(420 * 594).fill(235),
  );
  builder.page({ resources: `/XObject << /I ${scan} >>`, content: `q 595 0 0 842 0 0 cm /I Do Q\n3 Tr ${body(6)}` });
  return builder.write();
}

function actualText(): Uint8Array {
  const words = 'The bridge is closed for carts today.';
  return documentOf([
    {
      content: `/Span << /ActualText (${words}) >> BDC BT /F1 12 Tf 60 760 Td (${words}) Tj ET EMC\n/Figure << /Alt (A narrow bridge over the river) >> BDC 0.5 g 60 600 200 100 re f EMC 0 g\n${paragraph(60, 560, 430, prose(7), { size: 11 }).content}`,
    },
  ]);
}
