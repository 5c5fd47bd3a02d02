import { PDFDict, type PDFDocument, PDFName, type PDFRef } from '@cantoo/pdf-lib';
import { PdfRefusal } from '../errors.ts';
import { type Page, pagesOf } from './pages.ts';

const PARENT = PDFName.of('Parent');
/** What a page may take from the tree above it (ISO 32000-2, table 31). */
const INHERITED = ['Resources', 'MediaBox', 'CropBox', 'Rotate'].map((key) => PDFName.of(key));
const MAX_DEPTH = 64;

/**
 * The document's pages, as many as the reader found. Where the page tree does not lead to them, a new tree is made of all pages in the file, in the
 * order of their objects, or the output would open nowhere. Throws `PdfRefusal` (damaged) when they are not all there.
 */
export function repairedPages(document: PDFDocument, expected: number, maxPages: number): Page[] {
  const pages = pagesOf(document, maxPages);
  if (pages.length === expected) return pages;
  const { context } = document;
  const all = context.enumerateIndirectObjects().filter((entry): entry is [PDFRef, PDFDict] => isPage(entry[1]));
  if (all.length !== expected) throw new PdfRefusal('damaged');
  const kids = all.map(([reference]) => reference);
  const tree = context.register(context.obj({ Type: 'Pages', Kids: kids, Count: expected }));
  for (const [, page] of all) {
    inherit(page);
    page.set(PARENT, tree);
  }
  document.catalog.set(PDFName.of('Pages'), tree);
  return pagesOf(document, maxPages);
}

const isPage = (object: unknown) => object instanceof PDFDict && object.get(PDFName.of('Type')) === PDFName.of('Page');

function inherit(page: PDFDict): void {
  let above = page.lookup(PARENT);
  for (let depth = 0; above instanceof PDFDict && depth < MAX_DEPTH; depth++) {
    for (const key of INHERITED) {
      const value = above.get(key);
      if (value && !page.has(key)) page.set(key, value);
    }
    above = above.lookup(PARENT);
  }
}
