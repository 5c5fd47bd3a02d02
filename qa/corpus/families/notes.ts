import { DocumentBuilder } from '../document.ts';
import { prose } from '../prose.ts';
import { line, paragraph } from '../text.ts';
import type { CorpusEntry } from '../types.ts';

/** Words that are no part of a page's content. */
export const NOTES: readonly CorpusEntry[] = [
  {
    name: 'notes',
    purpose: 'Notes of several lines, coloured, centred, turned by their matrix; a stamp of two pages; the caption of a push button',
    features: ['annotations', 'forms'],
    pages: 2,
    origin: notes,
  },
  {
    name: 'described-pictures',
    purpose: 'Tagged pages whose pictures have descriptions, one of them in a language of its own, one of them a file name',
    features: ['tagged'],
    pages: 2,
    origin: describedPictures,
  },
  {
    name: 'said-again',
    purpose:
      'Words that are said again beside the page: by a named property list, around a form and in one, by titles of elements, in XMP alone',
    features: ['tagged', 'form-xobjects'],
    pages: 1,
    origin: saidAgain,
  },
];

function notes(): Uint8Array {
  const builder = new DocumentBuilder();
  const { pdf } = builder;
  const look = (width: number, height: number, content: string, entries = '') =>
    pdf.add(`<< /Type /XObject /Subtype /Form /BBox [0 0 ${width} ${height}] /Resources << ${builder.fonts} >> ${entries} >>`, content);
  const annotation = (subtype: string, rect: string, appearance: string, entries: string) =>
    pdf.add(`<< /Type /Annot /Subtype /${subtype} /Rect [${rect}] /F 4 /AP << /N ${appearance} >> ${entries} >>`);
  const box = (width: number, height: number) =>
    `1 0.97 0.8 rg 0 0 ${width} ${height} re f 0.6 0.5 0 RG 0.5 0.5 ${width - 1} ${height - 1} re S 0 g\n`;
  const remark = 'Please ask the council for the drawings of the wheel before the visitors of the summer arrive.';
  const note = look(170, 70, box(170, 70) + paragraph(6, 54, 158, remark, { size: 10, colour: '0.5 0.1 0 rg' }).content);
  const centred = look(170, 24, box(170, 24) + line(85, 8, 'Checked by the office', { face: 'F2', align: 'center' }));
  const turned = look(120, 20, `${box(120, 20)}${line(6, 7, 'Read the margin')}`, '/Matrix [0 1 -1 0 0 0]');
  const stamp = look(
    140,
    40,
    `0.8 0 0 RG 2 w 1 1 138 38 re S ${line(70, 13, 'APPROVED', { face: 'F2', size: 18, colour: '0.8 0 0 rg', align: 'center' })}`,
  );
  const button = look(120, 22, `0.85 g 0 0 120 22 re f 0 g ${line(60, 7, 'Send the form', { align: 'center' })}`);
  const widget = annotation(
    'Widget',
    '60 400 180 422',
    button,
    '/FT /Btn /Ff 65536 /T (send) /MK << /CA (Send the form) /AC (Sending the form) >> /DA (/F1 10 Tf 0 g)',
  );
  const rich = `/RC (<body xmlns="http://www.w3.org/1999/xhtml"><p>${remark}</p></body>) /DS (font: 10pt Helvetica)`;
  const page = (title: string, index: number, annotations: string[]) =>
    builder.page({
      content: line(60, 770, title, { face: 'F2', size: 18 }) + paragraph(60, 735, 430, prose(index), { size: 11 }).content,
      entries: `/Annots [${annotations.join(' ')}]`,
    });
  page('The mill beside the river', 1, [
    annotation('FreeText', '60 560 230 630', note, `/DA (/F1 10 Tf 0.5 0.1 0 rg) /Contents (${remark}) ${rich}`),
    annotation('FreeText', '300 560 470 584', centred, '/DA (/F2 10 Tf 0 g) /Q 1 /Contents (Checked by the office)'),
    annotation('FreeText', '520 500 540 620', turned, '/DA (/F1 10 Tf 0 g) /Contents (Read the margin)'),
    annotation('Stamp', '300 480 440 520', stamp, '/Name /Approved /Contents (APPROVED)'),
    widget,
  ]);
  page('The harbour office', 0, [annotation('Stamp', '300 480 440 520', stamp, '/Name /Approved /Contents (Ask me why)')]);
  return builder.write({ catalog: `/AcroForm << /Fields [${widget}] /DA (/F1 10 Tf 0 g) /DR << ${builder.fonts} >> >>` });
}

function describedPictures(): Uint8Array {
  const builder = new DocumentBuilder();
  const { pdf } = builder;
  const root = pdf.add('');
  const pictures = ['/Alt (The stone bridge over the valley)', '/Alt (A map of the old town) /Lang (en-GB)', '/Alt (photo-17.jpg)'];
  const kids: string[] = [];
  const parents = [2, 5].map((index, number) => {
    const figure = (i: number) => `/Figure << /MCID ${i + 1} >> BDC 0.${5 + i} g ${60 + 150 * i} 520 130 90 re f 0 g EMC\n`;
    const content = `/P << /MCID 0 >> BDC ${paragraph(60, 760, 430, prose(index), { size: 11 }).content} EMC\n${pictures.map((_, i) => figure(i)).join('')}`;
    const page = builder.page({ content, entries: `/StructParents ${number}` });
    const elements = ['/S /P', ...pictures.map((entries) => `/S /Figure ${entries}`)].map((entries, i) =>
      pdf.add(`<< /Type /StructElem ${entries} /P ${root} /Pg ${page} /K ${i} >>`),
    );
    kids.push(...elements);
    return `${number} [${elements.join(' ')}]`;
  });
  pdf.replace(
    root,
    `<< /Type /StructTreeRoot /K [${kids.join(' ')}] /ParentTree << /Nums [${parents.join(' ')}] >> /ParentTreeNextKey ${parents.length} >>`,
  );
  return builder.write({ catalog: `/StructTreeRoot ${root} /MarkInfo << /Marked true >>` });
}

function saidAgain(): Uint8Array {
  const builder = new DocumentBuilder();
  const { pdf } = builder;
  const root = pdf.add('');
  const [title, heading, text, remark] = [
    'Rules of the harbour',
    'Harbour office',
    'Boats that arrive after sunset wait outside the wall until the keeper calls them in.',
    'Please knock before you enter',
  ];
  const form = (content: string, entries = '') =>
    pdf.add(`<< /Type /XObject /Subtype /Form /BBox [0 0 475 40] /Resources << ${builder.fonts} >> ${entries} >>`, content);
  const head = form(line(12, 15, heading, { face: 'F2', size: 16 }));
  const box = form(`/P << /MCID 0 >> BDC ${line(12, 15, remark)} EMC`, '/StructParents 1');
  const list = pdf.add(`<< /ActualText (${text}) >>`);
  const page = builder.page({
    resources: `/XObject << /Head ${head} /Box ${box} >> /Properties << /MC0 ${list} >>`,
    content:
      `/P << /MCID 0 >> BDC /Span /MC0 BDC ${paragraph(60, 700, 300, text, { size: 11 }).content} EMC EMC\n` +
      `/H1 << /MCID 1 /ActualText (${heading}) >> BDC q 1 0 0 1 60 760 cm /Head Do Q EMC\nq 1 0 0 1 60 500 cm /Box Do Q\n`,
    entries: '/StructParents 0',
  });
  const element = (kid: string, said: string) =>
    pdf.add(`<< /Type /StructElem /S /P /P ${root} /Pg ${page} /K ${kid} /T (${said}) /ActualText (${said}) >>`);
  const elements = [element('0', text), element('1', heading), element(`<< /Type /MCR /Stm ${box} /MCID 0 >>`, remark)];
  const parents = `0 [${elements.slice(0, 2).join(' ')}] 1 [${elements[2]}]`;
  pdf.replace(root, `<< /Type /StructTreeRoot /K [${elements.join(' ')}] /ParentTree << /Nums [${parents}] >> /ParentTreeNextKey 2 >>`);
  const description = `<rdf:Description><dc:title><rdf:Alt><rdf:li xml:lang="x-default">${title}</rdf:li></rdf:Alt></dc:title></rdf:Description>`;
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>${description}</rdf:RDF></x:xmpmeta>`;
  const metadata = pdf.add('<< /Type /Metadata /Subtype /XML >>', xmp);
  return builder.write({ catalog: `/StructTreeRoot ${root} /MarkInfo << /Marked true >> /Metadata ${metadata}` });
}
