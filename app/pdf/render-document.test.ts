import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFInvalidObject,
  PDFName,
  PDFRawStream,
  type PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { interpretPage } from './extract/interpret.ts';
import { readNavigation } from './extract/navigation.ts';
import { openDocument } from './extract/open.ts';
import { extractDocument } from './extract-document.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { renderDocument } from './render-document.ts';
import { lines, samplePdf } from './testing/sample.ts';
import { taggedText } from './translations.ts';

const limits = DEFAULT_LIMITS;

/** Writes every block by `translate` and reads the output again. */
async function rewritten(pdf: Uint8Array, translate: (text: string) => string, language = 'es') {
  const { blocks } = await extractDocument(pdf, { limits });
  const translations = Object.fromEntries(blocks.filter((b) => b.translatable).map((b) => [b.id, translate(b.text)]));
  const rendering = await renderDocument(pdf, translations, { limits, language });
  return { before: blocks, rendering, after: (await extractDocument(rendering.pdf, { limits })).blocks };
}

const upper = (text: string) => text.toUpperCase();

test('text is replaced where it stood, and the rest stays', async () => {
  const content = `0.9 g 40 600 300 150 re f 0 g ${lines([50, 700, 'The contract ends in December.'], [50, 620, '4,180'])}`;
  const { before, after, rendering } = await rewritten(await samplePdf([content]), upper);
  expect(after.map((b) => b.text)).toEqual(['THE CONTRACT ENDS IN DECEMBER.', '4,180']);
  expect(after[1]?.box).toEqual(before[1]?.box);
  expect(after[0]?.box.slice(0, 2)).toEqual(before[0]?.box.slice(0, 2));
  expect(rendering.blocks).toMatchObject([{ id: 'p1b1', fontSizeRatio: 1, overflow: false }]);
  expect(rendering.kept).toEqual([]);
});

test('graphics states that are restored though none was saved, or never, move nothing', async () => {
  const content = `Q 1 0 0 1 0 -100 cm ${lines([50, 700, 'The boat leaves at noon.'])} Q q 2 0 0 2 0 0 cm ${lines([50, 200, 'Bring a warm coat.'])}`;
  const { before, after } = await rewritten(await samplePdf([content]), upper);
  expect(after.map((b) => b.text)).toEqual(['THE BOAT LEAVES AT NOON.', 'BRING A WARM COAT.']);
  for (const [i, block] of after.entries()) expect(block.box.slice(0, 2)).toEqual(before[i]?.box.slice(0, 2));
});

test('a block written with its own text keeps its box', async () => {
  const { before, after } = await rewritten(await samplePdf([lines([50, 700, 'Nothing changes here at all.'])]), (t) => t);
  for (const i of [0, 1, 2, 3]) expect(after[0]?.box[i]).toBeCloseTo(before[0]?.box[i] ?? Number.NaN, 0);
});

test('glyphs that share an operator with translated text stay to the hundredth of a point', async () => {
  const content = 'BT /F1 10 Tf 50 700 Td [(Total)-9000(1,207.34)-9000(Paid)] TJ ET';
  const { before, after } = await rewritten(await samplePdf([content]), (t) => `${t}s`);
  expect(after.map((b) => b.text)).toEqual(['Totals', '1,207.34', 'Paids']);
  expect(after[1]?.box).toEqual(before[1]?.box);
});

test('what follows an erased text moves on as if it were there', async () => {
  const content = `BT /F1 10 Tf 24 TL 50 700 Td (First erased text) ' [-9000 (11)] TJ 2 1 (Second erased text) " [-9000 (22)] TJ T* (33) Tj ET`;
  const { before, after } = await rewritten(await samplePdf([content]), upper);
  const literal = (list: typeof before) => list.filter((b) => b.kind === 'literal').map((b) => [b.text, ...b.box]);
  expect(literal(after)).toEqual(literal(before));
  expect(
    literal(after)
      .map(([text]) => text)
      .toSorted(),
  ).toEqual(['11', '22', '33']);
});

test('an accent drawn over a letter goes with it', async () => {
  const content = 'BT /F1 10 Tf 50 700 Td [(Die Pr) -112 (\\250) 444 (ufung endet.)] TJ ET';
  const { after } = await rewritten(await samplePdf([content]), () => 'It ends.');
  expect(after.map((b) => b.text)).toEqual(['It ends.']);
});

test('text that has become longer stays on the page', async () => {
  const { rendering } = await rewritten(
    await samplePdf([lines([40, 4, 'Half a line at the very bottom of the page, and more of it.'])]),
    (t) => `${t} `.repeat(4).trim(),
  );
  expect(rendering.blocks).toMatchObject([{ overflow: false }]);
  expect(rendering.blocks[0]?.box[1]).toBeGreaterThan(0);
});

test('a form that two pages paint is changed on one of them only', async () => {
  const pdf = await samplePdf(['/Head Do', '/Head Do'], { forms: { Head: lines([50, 700, 'Running head']) } });
  const rendering = await renderDocument(pdf, { p1b1: 'Título' }, { limits, language: 'es' });
  expect((await extractDocument(rendering.pdf, { limits })).blocks.map((b) => b.text)).toEqual(['Título', 'Running head']);
});

test.each([
  ['a form', {}],
  ['a transparency group', { Group: { S: 'Transparency' } }],
])('text beyond the edges of %s is not seen, and does not mix with what is', async (_what, entries) => {
  const content = lines([50, 100, 'Seen in the figure'], [50, 700, 'Cut off above it']);
  const document = await PDFDocument.load(await samplePdf([`${lines([55, 702, 'Text of the page'])} /Figure Do`]));
  const { context } = document;
  const resources = document.getPage(0).node.Resources() as PDFDict;
  const form = { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 600, 300], Resources: resources.clone(), ...entries };
  resources.set(PDFName.of('XObject'), context.obj({ Figure: context.register(context.stream(content, form)) }));
  const { blocks } = await extractDocument(await document.save(), { limits });
  expect(blocks.map((b) => b.text)).toEqual(['Text of the page', 'Seen in the figure']);
});

test('dots begin anew behind the translated entry, and the page number stays', async () => {
  const pdf = await samplePdf([lines([50, 700, `Aims ${'. '.repeat(60)}7`])]);
  const { before, after } = await rewritten(pdf, () => 'Objetivos generales');
  expect(after.map((b) => b.text)).toEqual(['Objetivos generales', '7']);
  expect(after[1]?.box).toEqual(before[1]?.box);
});

test('the old text is nowhere in the file any more', async () => {
  const { rendering } = await rewritten(await samplePdf([lines([50, 700, 'Confidential wording'])]), () => 'Otro');
  const document = await PDFDocument.load(rendering.pdf);
  const streams = document.context
    .enumerateIndirectObjects()
    .flatMap(([, object]) => ('getContentsString' in object ? [String(object)] : []));
  expect(Buffer.from(rendering.pdf).toString('latin1')).not.toContain('Confidential');
  expect(streams.join('')).not.toContain('Confidential');
});

/** Writes every block by `translate`, tags and all. */
async function restyled(pdf: Uint8Array, translate: (tagged: string) => string) {
  const { blocks } = await extractDocument(pdf, { limits });
  const translations = Object.fromEntries(blocks.filter((b) => b.translatable).map((b) => [b.id, { tagged: translate(taggedText(b)) }]));
  const rendering = await renderDocument(pdf, translations, { limits, language: 'es' });
  return { rendering, after: (await extractDocument(rendering.pdf, { limits })).blocks };
}

const STYLED = 'BT 50 700 Td /F1 10 Tf (Press ) Tj /F2 10 Tf 1 0 0 rg (Start) Tj /F1 10 Tf 0 g ( to open it.) Tj ET';

test('style inside a block goes where its words go', async () => {
  const { after } = await restyled(await samplePdf([STYLED]), () => 'Para abrirlo, pulse <s1>Inicio</s1>.');
  expect(after).toMatchObject([{ text: 'Para abrirlo, pulse Inicio.', tagged: 'Para abrirlo, pulse <s1>Inicio</s1>.', bold: false }]);
});

test('tags that do not fit cost the style, never the text', async () => {
  const broken = ['Pulse <s1>Inicio.', 'Pulse <s7>Inicio.</s7>', 'Pulse Inicio.'];
  for (const tagged of broken) {
    const { after } = await restyled(await samplePdf([STYLED]), () => tagged);
    expect(after[0]?.text).toContain('Inicio.');
    expect(after[0]).not.toHaveProperty('tagged');
  }
});

test('a raised mark is raised again', async () => {
  const content = `BT /F1 10 Tf 50 700 Td (See the note) Tj /F1 6 Tf 4 Ts (12) Tj /F1 10 Tf 0 Ts ( below.) Tj ET`;
  const { after } = await restyled(await samplePdf([content]), () => 'Vea la nota<k1>¹²</k1> abajo.');
  expect(after[0]?.tagged).toBe('Vea la nota<k1>¹²</k1> abajo.');
});

test('an underline goes with its words', async () => {
  const rules = async (x: number, width: number, translate: (text: string) => string) => {
    const pdf = await samplePdf([`${lines([50, 700, 'Underlined text'])} 1 0 0 rg ${x} 698.5 ${width} 0.5 re f`]);
    const { rendering } = await restyled(pdf, translate);
    const document = await openDocument(rendering.pdf);
    const { paths } = await interpretPage(await document.getPage(1), () => true);
    await document.loadingTask.destroy();
    return paths.map(({ rect, color }) => [...rect.map((v) => Math.round(v * 10) / 10), color]);
  };
  const [whole] = await rules(50, 70, () => 'TEXTO SUBRAYADO');
  expect(whole?.slice(0, 2)).toEqual([50, 698.5]);
  expect(whole?.[2]).toBeGreaterThan(125);
  expect(whole?.[4]).toBe('#ff0000');
  const [part, ...others] = await rules(101, 18, () => 'Texto <s1>subrayado</s1>');
  expect(part?.[0]).toBeGreaterThan(70);
  expect(others).toEqual([]);
});

test('a link goes with its words, one rectangle per line', async () => {
  const content = `${lines([50, 700, 'See the page of the office and read all that it says about this'], [50, 688, 'matter with care.'])}`;
  const pdf = await samplePdf([content], { link: 'https://example.org/', linkRect: [70, 698, 108, 710] });
  const { rendering } = await restyled(pdf, (tagged) => {
    expect(tagged).toContain('See <s1>the page</s1> of');
    return `${'Lea con mucho cuidado todo lo que dice sobre este asunto '}<s1>la página</s1> de la oficina`;
  });
  const [link] = await linkRects(rendering.pdf);
  expect(link?.[3]).toBeLessThan(698);
  expect((await readNavigation(rendering.pdf)).links).toEqual([{ page: 1, target: 'https://example.org/' }]);
});

async function linkRects(pdf: Uint8Array): Promise<number[][]> {
  const document = await openDocument(pdf);
  const annotations = await (await document.getPage(1)).getAnnotations();
  await document.loadingTask.destroy();
  return annotations.map(({ rect }) => rect as number[]);
}

test('links lead where they led', async () => {
  const pdf = await samplePdf([lines([50, 700, 'See the page'])], { link: 'https://example.org/' });
  const { rendering } = await rewritten(pdf, upper);
  expect((await readNavigation(rendering.pdf)).links).toEqual([{ page: 1, target: 'https://example.org/' }]);
});

test('text in Greek and Cyrillic can be written and read again', async () => {
  const pdf = await samplePdf([lines([50, 700, 'Good morning'])]);
  expect((await rewritten(pdf, () => 'Καλημέρα', 'el')).after[0]?.text).toBe('Καλημέρα');
  expect((await rewritten(pdf, () => 'Доброе утро', 'ru')).after[0]?.text).toBe('Доброе утро');
});

test('a translation that no font can write leaves the original', async () => {
  const { after, rendering } = await rewritten(await samplePdf([lines([50, 700, 'Good morning'])]), () => 'おはよう');
  expect(after[0]?.text).toBe('Good morning');
  expect(rendering.kept).toEqual([{ page: 1, reason: 'missing-glyph', blockId: 'p1b1' }]);
});

test('a page whose operators are not those that were read stays as it is', async () => {
  // pdf.js passes over a text operator without a font.
  const content = `BT 50 650 Td (no font) Tj ET ${lines([50, 700, 'Good morning'])}`;
  const { after, rendering } = await rewritten(await samplePdf([content]), upper);
  expect(rendering.kept.map((k) => k.reason)).toEqual(['operator-mismatch']);
  expect(after.map((b) => b.text)).toContain('Good morning');
});

test('a language in another script is refused', async () => {
  await expect(renderDocument(await samplePdf(['']), {}, { limits, language: 'ja' })).rejects.toMatchObject({
    code: 'unsupported-language',
  });
});

test('title, subject and outline are translated, also in the XMP metadata', async () => {
  const document = await PDFDocument.load(await samplePdf([lines([50, 700, 'Some text']), lines([50, 700, 'More text'])]));
  document.setTitle('The garden & its rules');
  document.setSubject('Rules of the garden');
  const { context, catalog } = document;
  const xmp = '<x><dc:title><rdf:li>The garden &amp; its rules</rdf:li></dc:title><pdf:Producer>The garden</pdf:Producer></x>';
  catalog.set(PDFName.of('Metadata'), context.register(context.stream(xmp, { Type: 'Metadata', Subtype: 'XML' })));
  const [root, one, two, below] = [context.nextRef(), context.nextRef(), context.nextRef(), context.nextRef()];
  const second = [document.getPage(1).ref, PDFName.of('Fit')];
  context.assign(
    one,
    context.obj({ Title: PDFHexString.fromText('Opening'), Parent: root, Next: two, First: below, Last: below, Count: 1 }),
  );
  context.assign(below, context.obj({ Title: PDFHexString.fromText('Opening hours'), Parent: one, Dest: second }));
  context.assign(two, context.obj({ Title: PDFHexString.fromText('Opening'), Parent: root, Prev: one, Dest: second }));
  context.assign(root, context.obj({ First: one, Last: two, Count: 2 }));
  catalog.set(PDFName.of('Outlines'), root);
  const pdf = await document.save();
  const { blocks } = await extractDocument(pdf, { limits });
  expect(blocks.map((b) => [b.id, b.page, b.kind, b.text])).toEqual([
    ['p1b1', 1, 'label', 'Some text'],
    ['title', 1, 'title', 'The garden & its rules'],
    ['subject', 1, 'title', 'Rules of the garden'],
    ['o1', 1, 'outline', 'Opening'],
    ['p2b1', 2, 'label', 'More text'],
    ['o2', 2, 'outline', 'Opening hours'],
    ['o3', 2, 'outline', 'Opening'],
  ]);
  const spanish = { title: 'El jardín & sus <reglas>', subject: 'Reglas', o1: 'Apertura', o2: 'Horario', o3: 'Comienzo' };
  const rendering = await renderDocument(pdf, spanish, { limits, language: 'es' });
  const after = (await extractDocument(rendering.pdf, { limits })).blocks.filter((b) => Object.hasOwn(spanish, b.id));
  expect(Object.fromEntries(after.map((b) => [b.id, b.text]))).toEqual(spanish);
  const raw = Buffer.from(rendering.pdf).toString('utf8');
  expect(raw).toContain('<rdf:li>El jardín &amp; sus &lt;reglas&gt;</rdf:li>');
  expect(raw).toContain('<pdf:Producer>The garden</pdf:Producer>');
});

/** An object that pdf.js makes sense of, and pdf-lib does not. */
const spoilt = (entries: string) => PDFInvalidObject.of(Buffer.from(`<< ${entries} 5 >>`));

test('a title in damaged information is written all the same; a damaged bookmark is told of', async () => {
  const document = await PDFDocument.load(await samplePdf([lines([50, 700, 'Some text'])]));
  const { context, catalog } = document;
  context.trailerInfo.Info = context.register(spoilt('/Title (The garden) /Subject (Its rules)'));
  const healthy = context.obj({ Title: PDFString.of('Opening hours') });
  const entries = [healthy, spoilt('/Title (Prices)')].map((entry) => context.register(entry));
  healthy.set(PDFName.of('Next'), entries[1] as PDFRef);
  catalog.set(PDFName.of('Outlines'), context.register(context.obj({ First: entries[0], Last: entries[1], Count: 2 })));
  const pdf = await document.save({ useObjectStreams: false });
  const outline = { o1: 'Horario', o2: 'Precios' };
  const spanish = { title: 'El jardín', ...outline };
  const options = { limits, language: 'es' };
  const previous = (await renderDocument(pdf, outline, options)).pdf;
  const again = { ...options, onlyPages: [1], previous };
  for (const [title, translations, how] of [
    ['El jardín', spanish, options],
    ['El jardín', spanish, again],
    ['The garden', outline, options],
    ['The garden', outline, again],
  ] as const) {
    const { pdf: output, blocks, kept, warnings } = await renderDocument(pdf, translations, how);
    const after = (await extractDocument(output, { limits })).blocks.filter(({ id }) => id !== 'p1b1');
    expect(after.map(({ id, text }) => [id, text])).toEqual([
      ['title', title],
      ['subject', 'Its rules'],
      ['o1', 'Horario'],
      ['o2', 'Prices'],
    ]);
    expect(blocks.map(({ id }) => id)).toEqual(title === 'El jardín' ? ['title', 'o1'] : ['o1']);
    expect(kept).toEqual([{ page: 1, reason: 'damaged-outline', blockId: 'o2' }]);
    expect(warnings).toEqual([expect.stringContaining('bookmarks')]);
  }
});

test('a title that XMP metadata alone say stays with them', async () => {
  const document = await PDFDocument.load(await samplePdf([lines([50, 700, 'Some text'])]));
  const { context, catalog } = document;
  const xmp = context.stream('<x><dc:title>The garden</dc:title></x>', { Type: 'Metadata', Subtype: 'XML' });
  catalog.set(PDFName.of('Metadata'), context.register(xmp));
  delete context.trailerInfo.Info;
  const { rendering, after } = await rewritten(await document.save({ useObjectStreams: false }), upper);
  expect(after.map(({ text }) => text)).toEqual(['SOME TEXT', 'THE GARDEN']);
  expect(rendering.blocks.map(({ id }) => id)).toContain('title');
  expect((await PDFDocument.load(rendering.pdf, { updateMetadata: false })).context.trailerInfo.Info).toBeUndefined();
});

/** A page with these bookmarks, one after the other. */
async function bookmarked(titles: readonly (PDFString | PDFHexString)[]) {
  const document = await PDFDocument.load(await samplePdf([lines([50, 700, 'Some text'])]));
  const { context, catalog } = document;
  const refs = titles.map(() => context.nextRef());
  for (const [i, Title] of titles.entries()) {
    context.assign(refs[i] as PDFRef, context.obj({ Title, ...(refs[i + 1] && { Next: refs[i + 1] }) }));
  }
  catalog.set(PDFName.of('Outlines'), context.register(context.obj({ First: refs[0], Last: refs.at(-1) })));
  return document.save({ useObjectStreams: false });
}

test('of bookmarks that say the same each has its own translation', async () => {
  const pdf = await bookmarked(['Summary', 'Details', 'Summary'].map((title) => PDFString.of(title)));
  const { pdf: output, kept } = await renderDocument(pdf, { o2: 'Detalles', o3: 'Resumen' }, { limits, language: 'es' });
  expect((await extractDocument(output, { limits })).blocks.map(({ text }) => text)).toEqual([
    'Some text',
    'Summary',
    'Detalles',
    'Resumen',
  ]);
  expect(kept).toEqual([]);
});

test.each([
  ['UTF-8', Buffer.from('\ufeffDie Übersicht')],
  ['UTF-16', Buffer.from('\ufeffDie Übersicht', 'utf16le')],
  ['letters after a mark of their language', Buffer.from('\x1ben\x1bSummary', 'latin1')],
  ['UTF-16 after a mark of its language', Buffer.from('\ufeff\x1bde\x1bDie Übersicht', 'utf16le')],
  ['letters and a soft hyphen', Buffer.from('Sum\xadmary', 'latin1')],
  ['signs of their own encoding', Buffer.from('\x8dSummary\x8e', 'latin1')],
])('a bookmark in %s is translated', async (_, bytes) => {
  const { after, rendering } = await rewritten(await bookmarked([PDFHexString.of(bytes.toString('hex'))]), () => 'Resumen');
  expect(after.map(({ text }) => text)).toEqual(['Resumen', 'Resumen']);
  expect(rendering.kept).toEqual([]);
});

test('text grows up to a picture, never over it', async () => {
  const image = 'q 100 0 0 40 150 690 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q';
  const { rendering } = await rewritten(
    await samplePdf([`${image} ${lines([50, 700, 'A short caption'])}`]),
    () => 'A caption that is so much longer',
  );
  const [block] = rendering.blocks;
  expect(block?.place[2]).toBeLessThanOrEqual(150);
  expect(block?.box[2]).toBeLessThanOrEqual(150);
  const ground = image.replace('100 0 0 40 150 690', '400 0 0 40 20 690');
  const { rendering: onIt } = await rewritten(await samplePdf([`${ground} ${lines([50, 700, 'A short caption'])}`]), (t) => `${t} ${t}`);
  expect(onIt.blocks[0]?.box[2]).toBeGreaterThan(180);
});

test('text grows up to text that runs at right angles to it, never over it', async () => {
  const upwards = (x: number, y: number, text: string) => `BT /F1 10 Tf 0 1 -1 0 ${x} ${y} Tm (${text}) Tj ET`;
  const axis = `${upwards(60, 400, 'Volume')} ${lines([64, 410, '500'])}`;
  const margin = `${lines([50, 700, 'A short caption'])} ${upwards(150, 690, 'Printed on paper')}`;
  const { rendering } = await rewritten(await samplePdf([`${axis} ${margin}`]), (text) => `${text} ${text} ${text}`);
  const [caption, volume] = rendering.blocks.map(({ place }) => place[2]);
  expect(caption).toBeLessThan(142.2);
  expect(volume).toBeLessThanOrEqual(64);
});

test('a page rendered again after an edit is what a whole rendering makes of it; the others stay', async () => {
  const head = { forms: { Head: lines([50, 750, 'Running head']) } };
  const pdf = await samplePdf([`/Head Do ${STYLED}`, `/Head Do ${lines([50, 700, 'The second page'])}`], head);
  const first = { p1b1: 'Encabezado', p1b2: { tagged: 'Pulse <s1>Inicio</s1>.' }, p2b1: 'Encabezado', p2b2: 'La segunda página' };
  const edited = { ...first, p2b2: 'La página número dos' };
  const previous = (await renderDocument(pdf, first, { limits, language: 'es' })).pdf;
  const again = await renderDocument(pdf, edited, { limits, language: 'es', onlyPages: [2], previous });
  const whole = (await renderDocument(pdf, edited, { limits, language: 'es' })).pdf;
  const blocksOf = async (bytes: Uint8Array) => (await extractDocument(bytes, { limits })).blocks;
  expect(await blocksOf(again.pdf)).toEqual(await blocksOf(whole));
  expect(again.blocks.map(({ id }) => id)).toEqual(['p2b1', 'p2b2']);
  expect((await blocksOf(again.pdf)).map(({ text }) => text)).toContain('Pulse Inicio.');
  expect(again.pdf.byteLength).toBeLessThan(1.5 * whole.byteLength);
});

test('an earlier rendering of another document is refused', async () => {
  const [pdf, other] = [await samplePdf([lines([50, 700, 'One page'])]), await samplePdf(['', ''])];
  const rendering = renderDocument(pdf, { p1b1: 'Una' }, { limits, language: 'es', onlyPages: [1], previous: other });
  await expect(rendering).rejects.toMatchObject({ code: 'damaged' });
});

test('a tagged document stays tagged: new text belongs to the element of the old, which says the old no more', async () => {
  const tagged = (mcid: number, text: string) => `/P <</MCID ${mcid} /ActualText (${text})>> BDC ${text} EMC`;
  const content = `${tagged(0, lines([50, 700, 'Confidential first']))} /Artifact BMC ${lines([50, 20, 'Page footer'])} EMC`;
  const document = await PDFDocument.load(await samplePdf([content]));
  const { context, catalog } = document;
  const page = document.getPage(0);
  const [root, element] = [context.nextRef(), context.nextRef()];
  const spoken = PDFHexString.fromText('Confidential spoken');
  const lang = PDFHexString.fromText('en');
  context.assign(
    element,
    context.obj({ Type: 'StructElem', S: 'P', P: root, Pg: page.ref, K: 0, ActualText: spoken, Alt: spoken, Lang: lang }),
  );
  context.assign(root, context.obj({ Type: 'StructTreeRoot', K: [element], ParentTree: context.obj({ Nums: [0, [element]] }) }));
  catalog.set(PDFName.of('StructTreeRoot'), root);
  catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }));
  page.node.set(PDFName.of('StructParents'), context.obj(0));
  const pdf = await document.save({ useObjectStreams: false });
  const { rendering } = await rewritten(pdf, () => 'Otro texto');
  const after = await openDocument(rendering.pdf);
  const read = await after.getPage(1);
  const { items } = await read.getTextContent({ includeMarkedContent: true });
  const tree = JSON.stringify(await read.getStructTree());
  await after.loadingTask.destroy();
  const at = items.findIndex((item) => 'str' in item && item.str === 'Otro texto');
  const { id } = items.slice(0, at).findLast((item) => 'id' in item) as { id: string };
  expect(id).toMatch(/mc1$/);
  expect(tree).toContain(id);
  expect(tree).not.toContain('Confidential');
  const saved = await PDFDocument.load(rendering.pdf);
  const all = saved.context.enumerateIndirectObjects().map(([, object]) => {
    return object instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(object).decode()).toString('latin1') : String(object);
  });
  expect(all.join('\n')).not.toMatch(/Confidential|ActualText/);
});

test('a high first letter belongs to its word, and the translation begins with one', async () => {
  const beside = [
    [79, 700, 'he path begins at the old harbour, where the first'],
    [79, 688, 'boats still leave before sunrise. It follows the beach'],
    [79, 676, 'for three hours and then climbs to the edge of it'],
    [50, 664, 'from which one sees the bay, and it ends in the village.'],
  ] as const;
  const pdf = await samplePdf([`BT /F1 43 Tf 50 676 Td (T) Tj ET ${lines(...beside)}`]);
  const { before, after, rendering } = await rewritten(pdf, (text) => text.replace('The path', 'El sendero'));
  expect(before).toHaveLength(1);
  expect(before[0]?.text).toMatch(/^The path begins .* village\.$/);
  expect(after.map((b) => b.text)).toEqual([before[0]?.text.replace('The path', 'El sendero')]);
  const document = await openDocument(rendering.pdf);
  const { runs } = await interpretPage(await document.getPage(1), () => true);
  await document.loadingTask.destroy();
  expect(runs.filter(({ fontSize }) => Math.round(fontSize) === 43).map(({ glyphs }) => glyphs.map((g) => g.text).join(''))).toEqual(['E']);
});

test('a damaged page stays, with a word about it, and the others are translated', async () => {
  const healthy = await samplePdf([lines([50, 700, 'First page.']), lines([50, 700, 'Second page.'])]);
  const document = await PDFDocument.load(healthy);
  const context = document.context;
  document.getPage(0).node.set(PDFName.of('Contents'), context.register(context.stream('no zlib stream', { Filter: 'FlateDecode' })));
  const pdf = await document.save({ useObjectStreams: false });
  const { after, rendering } = await rewritten(pdf, upper);
  expect(after.map((b) => b.text)).toEqual(['SECOND PAGE.']);
  expect(rendering.kept).toEqual([{ page: 1, reason: 'damaged-content' }]);
  expect(rendering.warnings).toEqual(['Some pages are damaged inside; they stay as they are: 1.']);
});

test('a damaged form costs its own content only', async () => {
  const document = await PDFDocument.load(await samplePdf([`/Logo Do ${lines([50, 700, 'Running text.'])}`], { forms: { Logo: '' } }));
  for (const [ref, object] of document.context.enumerateIndirectObjects()) {
    if (object instanceof PDFRawStream && object.dict.get(PDFName.of('Subtype')) === PDFName.of('Form')) {
      object.dict.set(PDFName.of('Filter'), PDFName.of('FlateDecode'));
      document.context.assign(ref, PDFRawStream.of(object.dict, Buffer.from('no zlib stream')));
    }
  }
  const { after, rendering } = await rewritten(await document.save({ useObjectStreams: false }), upper);
  expect(after.map((b) => b.text)).toEqual(['RUNNING TEXT.']);
  expect(rendering.kept).toEqual([]);
});

test('the XFA version of a form with ordinary fields is left out, and its fields stay', async () => {
  const document = await PDFDocument.load(await samplePdf([lines([50, 700, 'Your city:'])]));
  document.getForm().createTextField('city').addToPage(document.getPage(0), { x: 120, y: 695, width: 100, height: 16 });
  const { context, catalog } = document;
  const form = catalog.lookup(PDFName.of('AcroForm'), PDFDict);
  form.set(PDFName.of('XFA'), context.register(context.stream('<template>Your city:</template>')));
  const { rendering } = await rewritten(await document.save({ useObjectStreams: false, updateFieldAppearances: false }), upper);
  const after = await PDFDocument.load(rendering.pdf);
  expect(after.catalog.lookup(PDFName.of('AcroForm'), PDFDict).has(PDFName.of('XFA'))).toBe(false);
  expect((await readNavigation(rendering.pdf)).fields).toEqual(['city Tx']);
  expect(Buffer.from(rendering.pdf).toString('latin1')).not.toContain('<template>');
  expect(rendering.warnings).toEqual([expect.stringContaining('XFA')]);
});

/** The same with an empty update at its end, as programs append them. */
function updated(pdf: Uint8Array): Uint8Array {
  const file = Buffer.from(pdf).toString('latin1');
  const [, entries, start] = /trailer\s*<<([\s\S]*?)>>\s*startxref\s*(\d+)/.exec(file) ?? [];
  const update = `xref\n0 0\ntrailer\n<<${entries}/Prev ${start} >>\nstartxref\n${file.length + 1}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(`${file}\n${update}`, 'latin1'));
}

test.each([
  ['with a password', 'open sesame', (pdf: Uint8Array) => pdf],
  ['against changes only', '', (pdf: Uint8Array) => pdf],
  ['and was updated since', '', updated],
])('of an original that is protected %s it is said that the translation is not', async (_, password, save) => {
  const document = await PDFDocument.load(await samplePdf([lines([50, 700, 'The contract ends.'])]));
  document.encrypt({ userPassword: password, ownerPassword: 'owner' });
  const pdf = save(await document.save({ useObjectStreams: false }));
  const rendering = await renderDocument(pdf, { p1b1: 'El contrato termina.' }, { limits, language: 'es', password });
  expect(rendering.warnings).toEqual(['The original is protected; the translation is not.']);
  expect((await extractDocument(rendering.pdf, { limits })).blocks.map((b) => b.text)).toEqual(['El contrato termina.']);
});

test('of an original without protection, updated or not, nothing is said', async () => {
  const pdf = await samplePdf([lines([50, 700, 'The contract ends.'])]);
  for (const original of [pdf, updated(pdf)]) {
    expect((await renderDocument(original, { p1b1: 'Termina.' }, { limits, language: 'es' })).warnings).toEqual([]);
  }
});

test.each([
  ['runs when it is opened', true, [expect.stringContaining('scripts')]],
  ['nothing leads to', false, []],
])('of a script that %s is told what matters', async (_, isReached, warnings) => {
  const document = await PDFDocument.load(await samplePdf([lines([50, 700, 'The contract ends.'])]));
  const { context, catalog } = document;
  const names = context.register(
    context.obj({ JavaScript: { Names: [PDFString.of('start'), { S: 'JavaScript', JS: PDFString.of('beep') }] } }),
  );
  if (isReached) catalog.set(PDFName.of('Names'), names);
  const { rendering } = await rewritten(await document.save({ useObjectStreams: false }), upper);
  expect(rendering.warnings).toEqual(warnings);
  const after = await PDFDocument.load(rendering.pdf);
  expect(
    after.context
      .enumerateIndirectObjects()
      .map(([, object]) => String(object))
      .join('\n'),
  ).not.toMatch(/JavaScript|beep/);
});

test('a page whose forms cannot be followed stays, with a word about it, and the others are translated', async () => {
  const pages = [`${lines([50, 700, 'First page.'])} /Loop Do`, lines([50, 700, 'Second page.'])];
  const document = await PDFDocument.load(await samplePdf(pages, { forms: { Loop: '/Loop Do' } }));
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    // Without resources of its own it takes the page's, which it is one of.
    if (object instanceof PDFRawStream) object.dict.delete(PDFName.of('Resources'));
  }
  const { rendering, after } = await rewritten(await document.save({ useObjectStreams: false }), upper);
  expect(after.map((b) => b.text)).toEqual(['First page.', 'SECOND PAGE.']);
  expect(rendering.kept).toEqual([{ page: 1, reason: 'operator-mismatch' }]);
  expect(rendering.warnings).toEqual([expect.stringContaining('cannot be changed safely')]);
});

test('content that ends in the middle of a text does not swallow the new one', async () => {
  const { after } = await rewritten(
    await samplePdf([`${lines([50, 700, 'The contract ends.'])} BT /F1 10 Tf 50 650 Td (It was to be`]),
    upper,
  );
  expect(after.map((b) => b.text)).toEqual(['THE CONTRACT ENDS.']);
});

test.each([
  ['a bracket out of place', ')'],
  ['a bracket out of place in an array', '[)] 0 d'],
  ['what looks like a number', '-x 0 0 m'],
  ['what looks like a number in an array', '[[-x]] 0 d'],
  ['what looks like two numbers', '1+x w'],
  ['more operands than there are for any operator', `${'0 '.repeat(34)} w`],
  ['a word of more than 128 letters', 'x'.repeat(130)],
  ['a picture without an end', 'BI /W 9 /H 9 /CS /G /BPC 8 ID x'],
  ['paths without their points', 'm '.repeat(11)],
])('content in which readers stop at %s does not keep them from the new text', async (_, junk) => {
  // pdf.js reads two words ahead.
  const before = `${lines([50, 700, 'The contract ends.'])} q Q`;
  for (const content of [`${before} ${junk}`, `${before} ${junk} 0 0 9 9 re f`]) {
    const { after, rendering } = await rewritten(await samplePdf([content]), upper);
    expect(after.map((b) => b.text)).toEqual(['THE CONTRACT ENDS.']);
    expect(rendering.kept).toEqual([]);
  }
});

test('hidden content without an end does not hide the new text', async () => {
  const document = await PDFDocument.load(await samplePdf([`${lines([50, 700, 'The contract ends.'])} /OC /Off BDC`]));
  const { context, catalog } = document;
  const layer = context.register(context.obj({ Type: 'OCG', Name: PDFString.of('Comments') }));
  catalog.set(PDFName.of('OCProperties'), context.obj({ OCGs: [layer], D: { OFF: [layer] } }));
  const resources = document.getPage(0).node.lookup(PDFName.of('Resources'), PDFDict);
  resources.set(PDFName.of('Properties'), context.obj({ Off: layer }));
  const { after } = await rewritten(await document.save({ useObjectStreams: false }), upper);
  expect(after.map((b) => b.text)).toEqual(['THE CONTRACT ENDS.']);
});

const PICTURES = [
  { S: 'Figure', Alt: 'A bridge' },
  { S: 'Figure', Alt: 'bridge.png' },
  { S: 'Span', ActualText: 'The end' },
];

/** Two tagged pages of a line each, whose structure elements are these. */
async function described(elements: readonly Readonly<Record<string, string>>[]) {
  const tagged = (text: string) => `/P <</MCID 0>> BDC ${lines([50, 700, text])} EMC /Figure <</MCID 1>> BDC 9 9 9 9 re f EMC`;
  const document = await PDFDocument.load(await samplePdf([tagged('The contract ends.'), tagged('The second page.')]));
  const { context, catalog } = document;
  const root = context.nextRef();
  const pages = document.getPages().map(({ ref, node }, i) => {
    node.set(PDFName.of('StructParents'), context.obj(i));
    return ref;
  });
  const all = pages.map((Pg) => {
    const element = (entries: Readonly<Record<string, string>>) => {
      const strings = Object.entries(entries).map(([key, value]) => [key, key === 'S' ? value : PDFString.of(value)]);
      return context.register(context.obj({ Type: 'StructElem', P: root, Pg, ...Object.fromEntries(strings) }));
    };
    return [element({ S: 'P' }), ...elements.map(element)];
  });
  // Each element is that of a marked content of its own.
  const parents = context.register(context.obj({ Nums: all.flatMap((refs, i) => [i, refs]) }));
  for (const refs of all) for (const [i, ref] of refs.entries()) context.lookup(ref, PDFDict).set(PDFName.of('K'), context.obj(i));
  context.assign(root, context.obj({ Type: 'StructTreeRoot', K: all.flat(), ParentTree: parents, ParentTreeNextKey: 2 }));
  catalog.set(PDFName.of('StructTreeRoot'), root);
  catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }));
  catalog.set(PDFName.of('Lang'), PDFString.of('en'));
  return document.save({ useObjectStreams: false });
}

/** Alt or ActualText of every structure element that has one, and its language. */
async function descriptions(pdf: Uint8Array): Promise<(string | undefined)[][]> {
  const document = await PDFDocument.load(pdf);
  const elements = document.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict).lookup(PDFName.of('K'), PDFArray);
  const text = (element: PDFDict, key: string) => {
    const value = element.lookup(PDFName.of(key));
    return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined;
  };
  return elements
    .asArray()
    .map((_, i) => elements.lookup(i, PDFDict))
    .map((element) => [text(element, 'Alt') ?? text(element, 'ActualText'), text(element, 'Lang')])
    .filter(([said]) => said !== undefined);
}

test('descriptions of pictures are blocks, translated in place; what is not translated says in which language it is', async () => {
  const pdf = await described(PICTURES);
  const { blocks } = await extractDocument(pdf, { limits });
  expect(blocks.map(({ id, kind, text, translatable }) => [id, kind, text, translatable])).toEqual([
    ['p1b1', 'paragraph', 'The contract ends.', true],
    ['p1d1', 'description', 'A bridge', true],
    ['p1d2', 'description', 'bridge.png', false],
    ['p1d3', 'description', 'The end', true],
    ['p2b1', 'paragraph', 'The second page.', true],
    ['p2d1', 'description', 'A bridge', true],
    ['p2d2', 'description', 'bridge.png', false],
    ['p2d3', 'description', 'The end', true],
  ]);
  const translations = { p1d1: 'Un puente', p1d3: 'Fin', p2d1: 'Otro puente' };
  const first = await renderDocument(pdf, translations, { limits, language: 'es' });
  expect(first.blocks.map(({ id }) => id).toSorted()).toEqual(['p1d1', 'p1d3', 'p2d1']);
  expect(await descriptions(first.pdf)).toEqual([
    ['Un puente', 'es'],
    ['bridge.png', 'en'],
    ['Fin', 'es'],
    ['Otro puente', 'es'],
    ['bridge.png', 'en'],
    ['The end', 'en'],
  ]);
  const edited = { ...translations, p2d1: 'Puente de piedra' };
  const again = await renderDocument(pdf, edited, { limits, language: 'es', onlyPages: [2], previous: first.pdf });
  expect(await descriptions(again.pdf)).toEqual(await descriptions((await renderDocument(pdf, edited, { limits, language: 'es' })).pdf));
});

test('a description that named its language names the new one', async () => {
  const pdf = await described([{ S: 'Figure', Alt: 'A bridge', Lang: 'en' }]);
  const { rendering } = await rewritten(pdf, upper);
  expect(await descriptions(rendering.pdf)).toEqual([
    ['A BRIDGE', 'es'],
    ['A BRIDGE', 'es'],
  ]);
});

test('PDF/A-1 stays without object streams, whatever version its header says', async () => {
  const document = await PDFDocument.load(await samplePdf([lines([50, 700, 'The contract ends.'])]));
  const { context, catalog } = document;
  const xmp = '<rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="1" pdfaid:conformance="B"/>';
  catalog.set(PDFName.of('Metadata'), context.register(context.stream(xmp, { Type: 'Metadata', Subtype: 'XML' })));
  const { after, rendering } = await rewritten(await document.save({ useObjectStreams: false }), upper);
  expect(document.context.header.getVersionString()).toBe('1.7');
  expect(after.map((b) => b.text)).toEqual(['THE CONTRACT ENDS.']);
  expect(Buffer.from(rendering.pdf).toString('latin1')).not.toContain('/ObjStm');
});

test('a link that leads to no page spoils no other', async () => {
  const document = await PDFDocument.load(await samplePdf([lines([50, 700, 'Here.'])], { link: 'https://example.org/' }));
  const { context, catalog } = document;
  const astray = context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [50, 600, 100, 612], Dest: [context.getObjectRef(catalog), 'Fit'] });
  document.getPage(0).node.lookup(PDFName.of('Annots'), PDFArray).push(context.register(astray));
  const { links } = await readNavigation(await document.save({ useObjectStreams: false }));
  expect(links.map(({ target }) => target)).toEqual(['https://example.org/', expect.stringContaining('nowhere')]);
});
