import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRef } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { lines, samplePdf } from '../testing/sample.ts';
import { pagesOf } from './pages.ts';
import { repairedPages } from './repair.ts';
import { save } from './save.ts';

const twoPages = async () => PDFDocument.load(await samplePdf([lines([50, 700, 'One.']), lines([50, 700, 'Two.'])]));
const tree = (document: PDFDocument) => document.catalog.lookup(PDFName.of('Pages'), PDFDict);

test('a healthy tree stays as it is', async () => {
  const document = await twoPages();
  const before = document.catalog.get(PDFName.of('Pages'));
  expect(repairedPages(document, 2, 10)).toHaveLength(2);
  expect(document.catalog.get(PDFName.of('Pages'))).toBe(before);
});

test('pages that the tree has lost are found again, with what they inherited', async () => {
  const document = await twoPages();
  tree(document).set(PDFName.of('Rotate'), document.context.obj(90));
  tree(document).set(PDFName.of('Kids'), document.context.obj([]));
  expect(pagesOf(document, 10)).toHaveLength(0);
  const pages = repairedPages(document, 2, 10);
  expect(pages.map(({ dict }) => String(dict.get(PDFName.of('Rotate'))))).toEqual(['90', '90']);
  expect((await PDFDocument.load((await save(document, 'es')).bytes)).getPageCount()).toBe(2);
});

test('a kid that does not exist is left out of the tree', async () => {
  const document = await twoPages();
  tree(document).lookup(PDFName.of('Kids'), PDFArray).push(PDFRef.of(99));
  expect(repairedPages(document, 2, 10)).toHaveLength(2);
  expect(tree(document).lookup(PDFName.of('Kids'), PDFArray).size()).toBe(2);
});

test('a page that is nowhere is damage beyond repair', async () => {
  const document = await twoPages();
  tree(document).set(PDFName.of('Kids'), document.context.obj([]));
  expect(() => repairedPages(document, 3, 10)).toThrow(expect.objectContaining({ code: 'damaged' }));
});
