import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { lines, samplePdf } from '../testing/sample.ts';
import { unseenText } from './unseen-text.ts';
import { wordsOf } from './words.ts';

const name = (key: string) => PDFName.of(key);

test('words of dictionaries, of marked content and of forms are found, however they are written', async () => {
  const content = `/Span <</ActualText (spoken \\(twice\\))>> BDC ${lines([50, 700, 'shown'])} EMC /Span <</E <FEFF006C006F006E0067>>> BDC EMC`;
  const document = await PDFDocument.load(await samplePdf([content], { forms: { Left: '[(Over) 20 (looked) -300 (word)] TJ' } }));
  const { context, catalog } = document;
  const element = { Type: 'StructElem', S: 'P', Alt: PDFHexString.fromText('described'), T: PDFString.of('headed') };
  catalog.set(name('StructTreeRoot'), context.obj({ K: [context.obj(element)] }));
  document.setTitle('Titled');
  const found = wordsOf(await unseenText(await document.save()));
  for (const word of ['spoken', 'twice', 'long', 'described', 'headed', 'titled', 'overlooked', 'word']) expect(found).toContain(word);
  expect(found).not.toContain('shown');
});

test('comments, names and values of fields, keywords and names of fonts are nobody’s business', async () => {
  const document = await PDFDocument.load(await samplePdf([lines([50, 700, 'shown'])]));
  const { context } = document;
  const N = context.register(context.stream('BT (value) Tj ET', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 9, 9] }));
  const said = { T: PDFString.of('field'), TU: PDFString.of('tooltip'), V: PDFString.of('value'), Contents: PDFString.of('comment') };
  const widget = context.obj({ Type: 'Annot', Subtype: 'Widget', FT: 'Tx', Rect: [0, 0, 9, 9], AP: { N }, ...said });
  document.getPage(0).node.set(name('Annots'), context.obj([context.register(widget)]));
  document.setKeywords(['keyword']);
  expect(wordsOf(await unseenText(await document.save({ updateFieldAppearances: false })))).toEqual([]);
});

test('of rich text its words are found, not its markup', async () => {
  const document = await PDFDocument.load(await samplePdf([lines([50, 700, 'shown'])]));
  const RC = PDFString.of('<body style="font-family:Courier"><p>repeated</p></body>');
  const note = document.context.obj({ Type: 'Annot', Subtype: 'FreeText', Rect: [0, 0, 9, 9], AP: {}, RC });
  document.getPage(0).node.set(name('Annots'), document.context.obj([note]));
  expect(wordsOf(await unseenText(await document.save()))).toEqual(['repeated']);
});

test('all that is said is found, however much', async () => {
  const content = '/Span <</ActualText (again)>> BDC EMC\n'.repeat(150_000);
  expect(wordsOf(await unseenText(await samplePdf([content])))).toHaveLength(150_000);
});

test('a file that leads round in circles is read to its end', async () => {
  const document = await PDFDocument.load(await samplePdf(['/Left Do'], { forms: { Left: '/Left Do (never ends' } }));
  const resources = document.getPage(0).node.lookup(name('Resources'), PDFDict);
  resources.set(name('Properties'), document.context.register(resources));
  expect(wordsOf(await unseenText(await document.save()))).toEqual([]);
});
