import { decodePDFRawStream, PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, type PDFRawStream, PDFString } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { extractDocument } from './extract-document.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { renderDocument } from './render-document.ts';
import { lines, samplePdf } from './testing/sample.ts';
import type { Translations } from './types.ts';

const limits = DEFAULT_LIMITS;
const NOTE = '0.9 1 0.9 rg 0 0 180 30 re f BT /F1 10 Tf 1 0 0 rg 4 12 Td (Seen by the office) Tj ET';
const SAYS = { Contents: PDFString.of('Seen by the office'), RC: PDFString.of('<p>Seen by the office</p>') };

interface Look {
  readonly subtype?: string;
  readonly entries?: Record<string, PDFString>;
  readonly matrix?: number[];
  readonly rect?: number[];
  readonly direct?: boolean;
}

/** Two pages of a line each; the first has an annotation of this look besides. */
async function annotated(content: string, { subtype = 'FreeText', entries = SAYS, matrix, rect = [60, 500, 240, 530], direct }: Look = {}) {
  const pages = [lines([50, 700, 'The contract ends.']), lines([50, 700, 'The second page.'])];
  const document = await PDFDocument.load(await samplePdf(pages));
  const { context } = document;
  const F1 = context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica', Encoding: 'WinAnsiEncoding' });
  const form = { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 180, 30], Resources: { Font: { F1 } }, ...(matrix && { Matrix: matrix }) };
  const N = context.register(context.stream(content, form));
  const annotation = context.obj({
    Type: 'Annot',
    Subtype: subtype,
    Rect: rect,
    F: 4,
    AP: { N },
    DS: PDFString.of('font: 10pt'),
    ...entries,
  });
  document.getPage(0).node.set(PDFName.of('Annots'), context.obj([direct ? annotation : context.register(annotation)]));
  return document.save({ useObjectStreams: false });
}

async function noteOf(pdf: Uint8Array) {
  const document = await PDFDocument.load(pdf);
  const annotations = document.getPage(0).node.lookup(PDFName.of('Annots'), PDFArray);
  const note = annotations.lookup(0, PDFDict);
  const normal = note.lookup(PDFName.of('AP'), PDFDict).lookup(PDFName.of('N')) as PDFRawStream;
  const said = note.lookup(PDFName.of('Contents')) as PDFString | PDFHexString | undefined;
  const look = Buffer.from(decodePDFRawStream(normal).decode()).toString('latin1');
  return { count: annotations.size(), note, contents: said?.decodeText(), look };
}

async function rendered(pdf: Uint8Array, translations: Translations) {
  const rendering = await renderDocument(pdf, translations, { limits, language: 'es' });
  return { rendering, after: (await extractDocument(rendering.pdf, { limits })).blocks };
}

test('a note is a block in its place, and is written anew in the look that it had', async () => {
  const pdf = await annotated(NOTE);
  const { blocks } = await extractDocument(pdf, { limits });
  expect(blocks.map(({ id, page, kind, text }) => [id, page, kind, text])).toEqual([
    ['p1b1', 1, 'paragraph', 'The contract ends.'],
    ['p1n1', 1, 'note', 'Seen by the office'],
    ['p2b1', 2, 'paragraph', 'The second page.'],
  ]);
  const { rendering, after } = await rendered(pdf, { p1n1: 'Visto por la oficina' });
  const [before, now] = [blocks, after].map((list) => list.find(({ id }) => id === 'p1n1'));
  expect(now).toMatchObject({ kind: 'note', text: 'Visto por la oficina', fontSize: 10 });
  for (const i of [0, 1, 3]) expect(now?.box[i]).toBeCloseTo(before?.box[i] ?? Number.NaN, 0);
  expect(rendering.blocks).toMatchObject([{ id: 'p1n1', fontSizeRatio: 1, overflow: false }]);
  expect(rendering.kept).toEqual([]);
  const { count, note, contents, look } = await noteOf(rendering.pdf);
  expect([count, contents, note.has(PDFName.of('RC')), note.has(PDFName.of('DS'))]).toEqual([1, 'Visto por la oficina', false, true]);
  expect(look).toContain('0.9 1 0.9 rg 0 0 180 30 re f');
  expect(look).toContain('1 0 0 rg');
  expect(look).not.toContain('Seen');
  expect(Buffer.from(rendering.pdf).toString('latin1')).not.toContain('Seen by');
});

test('a note keeps within its box', async () => {
  const words = 'Visto por la oficina y por todas las demás oficinas de la ciudad, sin excepción';
  const { rendering } = await rendered(await annotated(NOTE), { p1n1: words });
  const [block] = rendering.blocks;
  expect(block?.place[2]).toBeLessThanOrEqual(240);
  expect(block?.place[1]).toBeGreaterThanOrEqual(500);
});

test('a centred note grows to both sides before it shrinks', async () => {
  const centred = 'BT /F1 18 Tf 15 12 Td (Seen by the office) Tj ET';
  const pdf = await annotated(centred);
  expect((await extractDocument(pdf, { limits })).blocks.find(({ id }) => id === 'p1n1')).toMatchObject({ align: 'center' });
  const { rendering } = await rendered(pdf, { p1n1: 'Visto por la oficina' });
  expect(rendering.blocks).toMatchObject([{ fontSizeRatio: 1, overflow: false }]);
});

test('an appearance that is turned and scaled is read and written where it shows', async () => {
  const pdf = await annotated(NOTE, { matrix: [0, 1, -1, 0, 0, 0], rect: [100, 300, 160, 660] });
  const { blocks } = await extractDocument(pdf, { limits });
  expect(blocks.find(({ id }) => id === 'p1n1')).toMatchObject({ angle: 90, fontSize: 20 });
  const { after } = await rendered(pdf, { p1n1: 'Visto por la oficina' });
  expect(after.find(({ id }) => id === 'p1n1')).toMatchObject({ angle: 90, fontSize: 20, text: 'Visto por la oficina' });
});

test('a stamp of words is written anew; what its author says of it stays', async () => {
  const entries = { Contents: PDFString.of('Ask me about this') };
  const { rendering, after } = await rendered(await annotated(NOTE, { subtype: 'Stamp', entries }), { p1n1: 'VISTO' });
  expect(after.map(({ text }) => text)).toContain('VISTO');
  expect((await noteOf(rendering.pdf)).contents).toBe('Ask me about this');
});

test('the caption of a button is written anew, in all that repeats it; the value of a field stays', async () => {
  const pdf = await PDFDocument.load(await annotated(NOTE, { subtype: 'Widget', entries: {} }));
  const widget = pdf.getPage(0).node.lookup(PDFName.of('Annots'), PDFArray).lookup(0, PDFDict);
  const { context } = pdf;
  const look = widget.lookup(PDFName.of('AP'), PDFDict);
  look.set(PDFName.of('D'), look.get(PDFName.of('N')) as PDFRawStream);
  widget.set(PDFName.of('T'), PDFString.of('send'));
  widget.set(PDFName.of('MK'), context.obj({ CA: PDFString.of('Seen by the office'), AC: PDFString.of('Seen!'), BG: [1] }));
  const field = context.register(context.obj({ FT: 'Btn', Ff: 1 << 16, Kids: [context.getObjectRef(widget)] }));
  widget.set(PDFName.of('Parent'), field);
  pdf.catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [field] }));
  const { rendering, after } = await rendered(await pdf.save({ useObjectStreams: false, updateFieldAppearances: false }), {
    p1n1: 'Enviar',
  });
  expect(after.map(({ text }) => text)).toContain('Enviar');
  const { note: now } = await noteOf(rendering.pdf);
  const about = now.lookup(PDFName.of('MK'), PDFDict);
  expect([about.lookup(PDFName.of('CA'), PDFHexString).decodeText(), about.keys().map(String)]).toEqual(['Enviar', ['/CA', '/BG']]);
  expect(now.lookup(PDFName.of('AP'), PDFDict).keys().map(String)).toEqual(['/N']);
  expect(Buffer.from(rendering.pdf).toString('latin1')).not.toContain('Seen');

  context.lookup(field, PDFDict).set(PDFName.of('Ff'), context.obj(0));
  context.lookup(field, PDFDict).set(PDFName.of('FT'), PDFName.of('Tx'));
  const text = await rendered(await pdf.save({ useObjectStreams: false, updateFieldAppearances: false }), { p1b1: 'Uno' });
  expect(text.after.map(({ id }) => id)).not.toContain('p1n1');
  expect(text.rendering.kept).toEqual([]);
});

test('a page of one note rendered again after an edit is what a whole rendering makes of it', async () => {
  const pdf = await annotated(NOTE);
  const first = await renderDocument(pdf, { p1b1: 'Uno', p1n1: 'Visto', p2b1: 'Dos' }, { limits, language: 'es' });
  const edited = { p1b1: 'Uno', p1n1: 'Visto y leído', p2b1: 'Dos' };
  const again = await renderDocument(pdf, edited, { limits, language: 'es', onlyPages: [1], previous: first.pdf });
  const whole = await renderDocument(pdf, edited, { limits, language: 'es' });
  expect((await extractDocument(again.pdf, { limits })).blocks).toEqual((await extractDocument(whole.pdf, { limits })).blocks);
  expect((await noteOf(again.pdf)).contents).toBe('Visto y leído');
  expect(Buffer.from(again.pdf).toString('latin1')).not.toContain('Seen by');
});

test('a document of pages rendered apart has its notes', async () => {
  const pdf = await annotated(NOTE);
  const translations = { p1n1: 'Visto' };
  const ranges = [1, 2].map((page) => ({ from: page, to: page }));
  const parts = [];
  for (const range of ranges) parts.push({ range, pdf: (await renderDocument(pdf, translations, { limits, language: 'es', range })).pdf });
  const whole = await renderDocument(pdf, translations, { limits, language: 'es', parts });
  expect((await extractDocument(whole.pdf, { limits })).blocks.map(({ text }) => text)).toContain('Visto');
});

test.each([
  ['a note whose object has no number', NOTE, { direct: true }, 1],
  ['a note without an appearance of words', '0 0 m 9 9 l S', {}, 1],
  ['a note without a word', '', { entries: { Contents: PDFString.of('!') } }, 0],
  ['a stamp of lines', '0 0 m 9 9 l S', { subtype: 'Stamp', entries: {} }, 0],
  ['a watermark of words', NOTE, { subtype: 'Watermark', entries: {} }, 1],
  ['a watermark of lines', '0 0 m 9 9 l S', { subtype: 'Watermark', entries: {} }, 0],
  ['a comment that only opens on demand', '', { subtype: 'Text' }, 0],
])('%s stays, and is told of if it says something', async (_, content, look, told) => {
  const { rendering, after } = await rendered(await annotated(content, look), { p1b1: 'Uno' });
  expect(after.map(({ text }) => text)).toEqual(['Uno', 'The second page.']);
  expect(rendering.kept.filter(({ reason }) => reason === 'annotation-text')).toHaveLength(told);
  expect(rendering.warnings).toHaveLength(told);
});
