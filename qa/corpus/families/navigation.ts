import { DocumentBuilder } from '../document.ts';
import { prose } from '../prose.ts';
import { line, paragraph, widthOf } from '../text.ts';
import type { CorpusEntry } from '../types.ts';

export const NAVIGATION: readonly CorpusEntry[] = [
  {
    name: 'handbook',
    purpose: 'Outline of two levels, page labels (roman, then arabic), named destinations, links inside and outside, an attachment',
    features: ['outline', 'page-labels', 'attachments', 'links', 'headings'],
    pages: 4,
    origin: handbook,
  },
  {
    name: 'annotations',
    purpose: 'Highlight, note, stamp, free text and underline with appearance streams of their own',
    features: ['annotations'],
    pages: 1,
    origin: annotations,
  },
  {
    name: 'form-fields',
    purpose: 'Text field, checkbox, radio group, choice and button, filled in, with appearances',
    features: ['forms', 'annotations'],
    pages: 1,
    origin: formFields,
  },
];

function body(title: string, index: number): string {
  return (
    line(60, 770, title, { face: 'F2', size: 18 }) +
    paragraph(60, 735, 430, prose(index), { size: 11 }).content +
    paragraph(60, 640, 430, prose(index + 4), { size: 11 }).content
  );
}

function handbook(): Uint8Array {
  const builder = new DocumentBuilder();
  const { pdf } = builder;
  const links = pdf.add('[]');
  const contents = ['Preface', 'Cleaning the machine', 'Storing the machine'];
  const listed = contents.map((title, i) => line(60, 700 - 24 * i, title, { size: 12 })).join('');
  const site = 'More help is on our website';
  const first = builder.page({
    content: `${line(60, 770, 'Handbook of the coffee machine', { face: 'F2', size: 18 })}${listed}${line(60, 600, site, { size: 12, colour: '0 0 0.8 rg' })}`,
    entries: `/Annots ${links}`,
  });
  const pages = contents.map((title, i) => builder.page({ content: body(title, 6 + i) }));
  const link = (x: number, y: number, width: number, action: string) =>
    pdf.add(`<< /Type /Annot /Subtype /Link /Rect [${x} ${y - 3} ${Math.ceil(x + width)} ${y + 11}] /Border [0 0 0] ${action} >>`);
  const inside = contents.map((title, i) => {
    const target = i === 1 ? '/Dest (cleaning)' : `/A << /S /GoTo /D [${pages[i]} /XYZ 60 790 null] >>`;
    return link(60, 700 - 24 * i, widthOf(title, 'F1', 12), target);
  });
  const outside = link(60, 600, widthOf(site, 'F1', 12), '/A << /S /URI /URI (https://example.org/help) >>');
  pdf.replace(links, `[${[...inside, outside].join(' ')}]`);

  const outline = pdf.add('');
  const chapter = pdf.add('');
  const [cleaning, storing] = [pdf.add(''), pdf.add('')];
  pdf.replace(outline, `<< /Type /Outlines /First ${chapter} /Last ${chapter} /Count 3 >>`);
  pdf.replace(
    chapter,
    `<< /Title (Using the machine) /Parent ${outline} /First ${cleaning} /Last ${storing} /Count 2 /Dest [${first} /Fit] >>`,
  );
  pdf.replace(cleaning, `<< /Title (Cleaning the machine) /Parent ${chapter} /Next ${storing} /Dest (cleaning) >>`);
  pdf.replace(
    storing,
    `<< /Title (Storing the machine) /Parent ${chapter} /Prev ${cleaning} /A << /S /GoTo /D [${pages[2]} /FitH 790] >> >>`,
  );
  const file = pdf.add('<< /Type /EmbeddedFile /Subtype /text#2Fplain >>', 'part;price\nfilter;4.50\nseal;1.20\n');
  const attachment = pdf.add(`<< /Type /Filespec /F (parts.csv) /UF (parts.csv) /EF << /F ${file} >> /Desc (List of parts) >>`);
  const names = `/Names << /Dests << /Names [(cleaning) [${pages[1]} /XYZ 60 790 null]] >> /EmbeddedFiles << /Names [(parts.csv) ${attachment}] >> >>`;
  const labels = '/PageLabels << /Nums [0 << /S /r >> 2 << /S /D /St 1 >>] >>';
  return builder.write({ catalog: `/Outlines ${outline} /PageMode /UseOutlines ${names} ${labels}` });
}

function annotations(): Uint8Array {
  const builder = new DocumentBuilder();
  const { pdf } = builder;
  const appearance = (width: number, height: number, content: string) =>
    pdf.add(`<< /Type /XObject /Subtype /Form /BBox [0 0 ${width} ${height}] /Resources << ${builder.fonts} >> >>`, content);
  const annotation = (subtype: string, rect: readonly number[], entries: string, content: string) => {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = rect;
    const look = appearance(x1 - x0, y1 - y0, content);
    return pdf.add(`<< /Type /Annot /Subtype /${subtype} /Rect [${rect.join(' ')}] /F 4 ${entries} /AP << /N ${look} >> >>`);
  };
  const quad = (x0: number, y0: number, x1: number, y1: number) => `/QuadPoints [${x0} ${y1} ${x1} ${y1} ${x0} ${y0} ${x1} ${y0}]`;
  const all = [
    annotation('Highlight', [60, 731, 250, 745], `/C [1 1 0] ${quad(60, 731, 250, 745)}`, '1 1 0 rg /Multiply gs 0 0 190 14 re f'),
    annotation('Underline', [60, 634, 200, 636], `/C [0 0.6 0] ${quad(60, 634, 200, 650)}`, '0 0.6 0 RG 0 1 m 140 1 l S'),
    annotation('Text', [510, 730, 530, 750], '/Contents (Please check this paragraph) /Name /Note', '1 0.9 0.4 rg 0 0 20 20 re f'),
    annotation(
      'Stamp',
      [360, 500, 500, 540],
      '/Name /Approved',
      '0.8 0 0 RG 2 w 1 1 138 38 re S BT 0.8 0 0 rg /F2 18 Tf 20 13 Td (APPROVED) Tj ET',
    ),
    annotation(
      'FreeText',
      [60, 500, 240, 530],
      '/DA (/F1 10 Tf 0 g) /Contents (Seen by the office)',
      'BT /F1 10 Tf 4 12 Td (Seen by the office) Tj ET',
    ),
  ];
  builder.page({ content: body('Notes in the margin', 2), entries: `/Annots [${all.join(' ')}]` });
  return builder.write();
}

function formFields(): Uint8Array {
  const builder = new DocumentBuilder();
  const { pdf } = builder;
  const look = (width: number, height: number, content: string) =>
    pdf.add(`<< /Type /XObject /Subtype /Form /BBox [0 0 ${width} ${height}] /Resources << ${builder.fonts} >> >>`, content);
  const widget = (rect: string, entries: string) => pdf.add(`<< /Type /Annot /Subtype /Widget /F 4 /Rect [${rect}] ${entries} >>`);
  const name = widget(
    '180 716 400 736',
    `/FT /Tx /T (name) /V (Ada Example) /DA (/F1 11 Tf 0 g) /AP << /N ${look(220, 20, '/Tx BMC BT /F1 11 Tf 3 6 Td (Ada Example) Tj ET EMC')} >>`,
  );
  const on = look(14, 14, '2 2 m 12 12 l 2 12 m 12 2 l S');
  const off = look(14, 14, '0 0 14 14 re S');
  const check = widget('180 686 194 700', `/FT /Btn /T (newsletter) /V /Yes /AS /Yes /AP << /N << /Yes ${on} /Off ${off} >> >>`);
  const radio = pdf.add('');
  const choices = ['post', 'mail'].map((value, i) =>
    widget(
      `${180 + 110 * i} 656 ${194 + 110 * i} 670`,
      `/Parent ${radio} /AS /${i === 0 ? value : 'Off'} /AP << /N << /${value} ${on} /Off ${off} >> >>`,
    ),
  );
  pdf.replace(radio, `<< /FT /Btn /Ff 49152 /T (contact) /V /post /Kids [${choices.join(' ')}] >>`);
  const choice = widget(
    '180 620 320 640',
    `/FT /Ch /Ff 131072 /T (branch) /V (North) /Opt [(North) (South) (Harbour)] /DA (/F1 11 Tf 0 g) /AP << /N ${look(140, 20, '/Tx BMC BT /F1 11 Tf 3 6 Td (North) Tj ET EMC')} >>`,
  );
  const fields = [name, check, radio, choice];
  const labels = ['Family name', 'Send me the newsletter', 'How we reach you', 'Branch of the library'];
  const content =
    line(60, 770, 'Change of address', { face: 'F2', size: 18 }) +
    labels.map((label, i) => line(60, 722 - 32 * i, label)).join('') +
    line(200, 659, 'by post') +
    line(310, 659, 'by mail') +
    paragraph(60, 580, 430, prose(4), { size: 10 }).content;
  builder.page({ content, entries: `/Annots [${[name, check, ...choices, choice].join(' ')}]` });
  return builder.write({ catalog: `/AcroForm << /Fields [${fields.join(' ')}] /DA (/F1 11 Tf 0 g) /DR << ${builder.fonts} >> >>` });
}
