import { decodePDFRawStream, PDFDict, PDFDocument, PDFName, PDFRawStream, type PDFRef, type PDFStream, PDFString } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { extractDocument } from './extract-document.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { renderDocument } from './render-document.ts';
import { lines, samplePdf } from './testing/sample.ts';
import type { Translations } from './types.ts';

const limits = DEFAULT_LIMITS;
const name = (key: string) => PDFName.of(key);
const SECRET = PDFString.of('Confidential');
const OLD = lines([50, 700, 'Confidential wording']);

/** A sample that was changed before it is saved. */
async function sample(change: (document: PDFDocument) => void, ...given: Parameters<typeof samplePdf>): Promise<Uint8Array> {
  const document = await PDFDocument.load(await samplePdf(...given));
  change(document);
  return document.save({ useObjectStreams: false });
}

const resourcesOf = (document: PDFDocument, page = 0) => document.getPage(page).node.lookup(name('Resources'), PDFDict);

function formOf(document: PDFDocument, form: string): { ref: PDFRef; dict: PDFDict } {
  const forms = resourcesOf(document).lookup(name('XObject'), PDFDict);
  return { ref: forms.get(name(form)) as PDFRef, dict: (forms.lookup(name(form)) as PDFStream).dict };
}

const render = async (pdf: Uint8Array, translations: Translations) =>
  (await renderDocument(pdf, translations, { limits, language: 'es' })).pdf;
const textsOf = async (pdf: Uint8Array) => (await extractDocument(pdf, { limits })).blocks.map(({ text }) => text);

/** All objects of a file, and what its streams hold. */
async function everythingIn(pdf: Uint8Array): Promise<string> {
  const { context } = await PDFDocument.load(pdf, { updateMetadata: false });
  const texts = context.enumerateIndirectObjects().map(([, object]) => {
    if (!(object instanceof PDFRawStream)) return String(object);
    return `${object.dict} ${Buffer.from(decodePDFRawStream(object).decode()).toString('latin1')}`;
  });
  return texts.join('\n');
}

test('the text of a form is gone with it, also from resources that pages share or inherit', async () => {
  const forms = { Head: OLD, Foot: lines([50, 50, 'Confidential foot']) };
  const shared = await samplePdf(['/Head Do', '/Foot Do', '9 9 9 9 re f'], { forms });
  const inherited = await sample(
    (document) => {
      const resources = resourcesOf(document);
      document.catalog.lookup(name('Pages'), PDFDict).set(name('Resources'), resources);
      for (const page of document.getPages()) page.node.delete(name('Resources'));
    },
    ['/Head Do', '/Foot Do', '9 9 9 9 re f'],
    { forms },
  );
  const spanish = { p1b1: 'Cabeza', p2b1: 'Pie' };
  for (const pdf of [shared, inherited]) {
    const whole = await render(pdf, spanish);
    expect(await textsOf(whole)).toEqual(['Cabeza', 'Pie']);
    expect(await everythingIn(whole)).not.toContain('Confidential');
    const half = await render(pdf, { p1b1: 'Cabeza' });
    expect(await textsOf(half)).toEqual(['Cabeza', 'Confidential foot']);
    expect(await everythingIn(half)).not.toContain('Confidential wording');
  }
  const ranges = [1, 2, 3].map((page) => ({ from: page, to: page }));
  const parts = [];
  for (const range of ranges) parts.push({ range, pdf: (await renderDocument(shared, spanish, { limits, language: 'es', range })).pdf });
  const joined = (await renderDocument(shared, spanish, { limits, language: 'es', parts })).pdf;
  expect(await textsOf(joined)).toEqual(['Cabeza', 'Pie']);
  expect(await everythingIn(joined)).not.toContain('Confidential');
});

test('a form within a form, which has no resources of its own, is still found', async () => {
  const content = { Outer: `/Inner Do ${OLD}`, Inner: lines([50, 600, '4,180']) };
  const pdf = await sample((document) => formOf(document, 'Outer').dict.delete(name('Resources')), ['/Outer Do'], { forms: content });
  const after = await render(pdf, { p1b1: 'Otro' });
  expect(await textsOf(after)).toEqual(['Otro', '4,180']);
  expect(await everythingIn(after)).not.toContain('Confidential');
});

test('a form whose translation is taken back is as it was', async () => {
  const forms = { Head: OLD };
  const pdf = await sample(
    (document) => {
      document.catalog.lookup(name('Pages'), PDFDict).set(name('Resources'), resourcesOf(document));
      for (const page of document.getPages()) page.node.delete(name('Resources'));
    },
    ['/Head Do', '/Head Do'],
    { forms },
  );
  const previous = await render(pdf, { p1b1: 'Uno', p2b1: 'Dos' });
  const again = await renderDocument(pdf, { p1b1: 'Uno' }, { limits, language: 'es', onlyPages: [2], previous });
  expect(await textsOf(again.pdf)).toEqual(['Uno', 'Confidential wording']);
});

test('property lists in the resources lose what they say of text that was written anew', async () => {
  const marked = `/Span /MC0 BDC ${lines([50, 700, 'Hyphen-ated'])} EMC`;
  for (const direct of [true, false]) {
    const pdf = await sample(
      (document) => {
        const list = document.context.obj({ ActualText: SECRET, MCID: 3 });
        const MC0 = direct ? list : document.context.register(list);
        const lists = document.context.obj({ MC0 });
        for (const page of [0, 1, 2]) resourcesOf(document, page).set(name('Properties'), lists);
      },
      [marked, marked, ''],
    );
    const both = await everythingIn(await render(pdf, { p1b1: 'Uno', p2b1: 'Dos' }));
    expect(both).not.toContain('Confidential');
    expect(both).toContain('/Span <</MCID 3>> BDC');
    const one = await render(pdf, { p1b1: 'Uno' });
    const after = await PDFDocument.load(one);
    const lists = [0, 1, 2].map((page) => resourcesOf(after, page).lookup(name('Properties'), PDFDict).has(name('MC0')));
    expect(lists).toEqual([false, true, false]);
    expect(await everythingIn(one)).toContain('Confidential');
  }
});

test('what marked content says of a form goes with the text of the form', async () => {
  const around = (inside: string) => `/Span <</ActualText (Confidential)>> BDC ${inside} EMC`;
  const forms = { Outer: '/Inner Do', Inner: lines([50, 700, 'Spaced out']) };
  const pdf = await sample(
    (document) => formOf(document, 'Outer').dict.delete(name('Resources')),
    [`/Figure <</Alt (Confidential)>> BDC ${around('q /Outer Do Q')} EMC`],
    { forms },
  );
  const after = await render(pdf, { p1b1: 'Otro' });
  expect(await textsOf(after)).toEqual(['Otro']);
  expect(await everythingIn(after)).not.toMatch(/Confidential|ActualText/);
  expect(await everythingIn(await render(pdf, {}))).toContain('Confidential');
});

test('marked content that does not end says nothing of text that is gone', async () => {
  const pdf = await samplePdf([`/Span <</ActualText (Confidential)>> BDC ${lines([50, 700, 'Spaced out'])}`]);
  expect(await everythingIn(await render(pdf, { p1b1: 'Otro' }))).not.toContain('Confidential');
});
