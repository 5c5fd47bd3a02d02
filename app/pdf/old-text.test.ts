import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  PDFRawStream,
  type PDFRef,
  type PDFStream,
  PDFString,
} from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { openDocument } from './extract/open.ts';
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

/** Gives a document these structure elements; `parents` are the number tree's. */
function tag(
  document: PDFDocument,
  elements: readonly Record<string, PDFObject>[],
  parents: (refs: PDFRef[]) => (number | PDFRef | PDFRef[])[],
): void {
  const { context, catalog } = document;
  const root = context.nextRef();
  const Pg = document.getPage(0).ref;
  const refs = elements.map((entries) => {
    const element = context.obj({ Type: 'StructElem', S: 'P', P: root, Pg });
    for (const [key, value] of Object.entries(entries)) element.set(name(key), value);
    return context.register(element);
  });
  context.assign(root, context.obj({ Type: 'StructTreeRoot', K: refs, ParentTree: context.obj({ Nums: parents(refs) }) }));
  catalog.set(name('StructTreeRoot'), root);
  catalog.set(name('MarkInfo'), context.obj({ Marked: true }));
  document.getPage(0).node.set(name('StructParents'), context.obj(0));
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

/** The structure of the first page, and the id of the marked content that this text stands in. */
async function structureOf(pdf: Uint8Array, text: string): Promise<{ tree: string; id: string | undefined }> {
  const document = await openDocument(pdf);
  const page = await document.getPage(1);
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  const tree = JSON.stringify(await page.getStructTree());
  await document.loadingTask.destroy();
  const at = items.findIndex((item) => 'str' in item && item.str === text);
  const mark = items.slice(0, at).findLast((item) => 'type' in item && item.type.startsWith('begin'));
  return { tree, id: mark && 'id' in mark ? mark.id : undefined };
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

test('text of a form that marked content paints belongs to the element of that, by a named list, too', async () => {
  const pdf = await sample(
    (document) => {
      const { context } = document;
      resourcesOf(document).set(name('Properties'), context.obj({ MC0: { MCID: 0 } }));
      const entries = { K: context.obj(0), ActualText: SECRET, T: SECRET, Lang: PDFString.of('en') };
      tag(document, [entries], (refs) => [0, refs]);
    },
    ['/P /MC0 BDC /Head Do EMC'],
    { forms: { Head: OLD } },
  );
  const after = await render(pdf, { p1b1: 'Otro texto' });
  const { tree, id } = await structureOf(after, 'Otro texto');
  expect(id).toMatch(/mc1$/);
  expect(tree).toContain(id);
  expect(await everythingIn(after)).not.toContain('Confidential');
});

test('text of marked content of a form belongs to the element that it was of, on the page', async () => {
  const forms = { Head: `/P <</MCID 0>> BDC ${OLD} EMC`, Whole: lines([50, 500, 'Whole form']) };
  const pdf = await sample(
    (document) => {
      const { context } = document;
      const [head, whole] = [formOf(document, 'Head'), formOf(document, 'Whole')];
      head.dict.set(name('StructParents'), context.obj(1));
      whole.dict.set(name('StructParent'), context.obj(2));
      const says = { ActualText: SECRET, T: SECRET };
      const elements = [
        { K: context.obj(0), ...says },
        { K: context.obj({ Type: 'MCR', MCID: 0, Stm: head.ref }), ...says },
        { K: context.obj({ Type: 'OBJR', Obj: whole.ref }), ...says },
      ];
      tag(document, elements, ([own, form, other]) => [0, [own as PDFRef], 1, [form as PDFRef], 2, other as PDFRef]);
    },
    [`/P <</MCID 0>> BDC ${lines([50, 600, 'Own text'])} EMC /Head Do /Whole Do`],
    { forms },
  );
  const { blocks } = await extractDocument(pdf, { limits });
  expect(blocks.map(({ text }) => text)).toEqual(['Confidential wording', 'Own text', 'Whole form']);
  const after = await render(pdf, { p1b1: 'Otro texto', p1b2: 'Texto propio', p1b3: 'Todo' });
  const [form, own, whole] = await Promise.all(['Otro texto', 'Texto propio', 'Todo'].map((text) => structureOf(after, text)));
  expect(own?.tree).toContain(own?.id);
  expect(form?.tree).toContain(form?.id);
  expect(form?.id).not.toBe(own?.id);
  expect(whole?.id).toBeUndefined();
  expect(await everythingIn(after)).not.toMatch(/Confidential|ActualText|Whole form/);
});

test('an element that is on two pages gets the text of each on its own page', async () => {
  const tagged = (text: string) => `/P <</MCID 0>> BDC ${lines([50, 700, text])} EMC`;
  const pdf = await sample(
    (document) => {
      const { context } = document;
      const second = document.getPage(1);
      second.node.set(name('StructParents'), context.obj(1));
      const K = context.obj([0, { Type: 'MCR', Pg: second.ref, MCID: 0 }]);
      tag(document, [{ K }], (refs) => [0, refs, 1, refs]);
    },
    [tagged('It begins here'), tagged('and ends here.')],
  );
  const after = await PDFDocument.load(await render(pdf, { p1b1: 'Empieza', p2b1: 'y acaba.' }));
  const root = after.catalog.lookup(name('StructTreeRoot'), PDFDict);
  const element = root.lookup(name('K'), PDFArray).lookup(0, PDFDict);
  const kids = String(element.get(name('K'))).replace(/\s+/g, ' ');
  expect(kids).toMatch(/^\[ 0 1 <<.*\/MCID 0.*>> <<.*\/MCID 1.*>> \]$/);
});

test('a span’s own element says nothing of the old text either, whichever element has the new', async () => {
  const marked = (mcid: number, text: string) => `/Span <</MCID ${mcid}>> BDC (${text}) Tj EMC`;
  const content = `BT /F1 10 Tf 50 700 Td ${marked(0, 'Only the ')} /F2 10 Tf ${marked(1, 'chosen')} /F1 10 Tf ${marked(2, ' words of it')} ET`;
  const pdf = await sample(
    (document) => {
      const elements = [0, 1, 2].map((K) => ({ K: document.context.obj(K), ActualText: SECRET }));
      tag(document, elements, (refs) => [0, refs]);
    },
    [content],
  );
  expect(await everythingIn(await render(pdf, { p1b1: { tagged: 'Solo <s1>las palabras</s1>' } }))).not.toContain('Confidential');
});

test('structure that leads round in circles, or to other things, costs nobody text', async () => {
  const forms = { Head: `/P <</MCID 0>> BDC ${OLD} EMC` };
  const pdf = await sample(
    (document) => {
      const { context, catalog } = document;
      formOf(document, 'Head').dict.set(name('StructParents'), context.obj(1));
      resourcesOf(document).set(name('Properties'), PDFString.of('no dictionary'));
      tag(document, [{ K: PDFString.of('no kid') }], (refs) => [0, refs]);
      const root = catalog.lookup(name('StructTreeRoot'), PDFDict);
      const tree = context.nextRef();
      context.assign(tree, context.obj({ Kids: [tree, tree, tree], Nums: [1, tree] }));
      root.set(name('ParentTree'), tree);
    },
    ['/Span /MC0 BDC /Head Do EMC /P <</MCID 99>> BDC EMC EMC'],
    { forms },
  );
  const after = await render(pdf, { p1b1: 'Otro' });
  expect(await textsOf(after)).toEqual(['Otro']);
  expect(await everythingIn(after)).not.toContain('Confidential');
});

test('a title that only the XMP metadata have is translated there', async () => {
  const languages = '<rdf:li xml:lang="de">Der Garten</rdf:li><rdf:li xml:lang="x-default">Confidential caf&#233;</rdf:li>';
  const described = '<dc:description>Confidential &amp; more</dc:description>';
  const xmp = `<x:xmpmeta><rdf:RDF><rdf:Description><dc:title><rdf:Alt>${languages}</rdf:Alt></dc:title>${described}</rdf:Description></rdf:RDF></x:xmpmeta>`;
  for (const info of [{}, { Title: PDFString.of(' ') }]) {
    const pdf = await sample(
      ({ context, catalog }) => {
        catalog.set(name('Metadata'), context.register(context.stream(xmp, { Type: 'Metadata', Subtype: 'XML' })));
        context.trailerInfo.Info = context.register(context.obj(info));
      },
      [lines([50, 700, 'Some text'])],
    );
    const { blocks } = await extractDocument(pdf, { limits });
    expect(blocks.map(({ id, text }) => [id, text])).toEqual([
      ['p1b1', 'Some text'],
      ['title', 'Confidential café'],
      ['subject', 'Confidential & more'],
    ]);
    const after = await render(pdf, { title: 'El jardín', subject: 'Y más' });
    const raw = Buffer.from(after).toString('utf8');
    expect(raw).toContain('<rdf:li xml:lang="de">Der Garten</rdf:li><rdf:li xml:lang="x-default">El jardín</rdf:li>');
    expect(raw).toContain('<dc:description>Y más</dc:description>');
    expect(await everythingIn(after)).not.toContain('Confidential');
  }
});

test('pictures and copies of a changed page go; those of others stay', async () => {
  const pdf = await sample(
    (document) => {
      for (const { node } of document.getPages()) {
        node.set(name('Thumb'), document.context.register(document.context.stream('x', { Width: 1, Height: 1 })));
        node.set(name('PieceInfo'), document.context.obj({ Draw: { Private: SECRET } }));
      }
    },
    [lines([50, 700, 'One page']), lines([50, 700, 'Other page'])],
  );
  const keysOf = async (bytes: Uint8Array) =>
    (await PDFDocument.load(bytes)).getPages().map(({ node }) => ['Thumb', 'PieceInfo'].filter((key) => node.has(name(key))));
  const first = { p1b1: 'Una' };
  const previous = await render(pdf, first);
  expect(await keysOf(previous)).toEqual([[], ['Thumb', 'PieceInfo']]);
  const second = { ...first, p2b1: 'Otra' };
  const again = await renderDocument(pdf, second, { limits, language: 'es', onlyPages: [2], previous });
  expect(await keysOf(again.pdf)).toEqual([[], []]);
  expect(await everythingIn(again.pdf)).not.toContain('Confidential');
  const parts = [];
  for (const page of [1, 2]) {
    const range = { from: page, to: page };
    parts.push({ range, pdf: (await renderDocument(pdf, first, { limits, language: 'es', range })).pdf });
  }
  expect(await keysOf((await renderDocument(pdf, first, { limits, language: 'es', parts })).pdf)).toEqual([[], ['Thumb', 'PieceInfo']]);
});
