import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject } from '@cantoo/pdf-lib';
import { PdfRefusal } from '../errors.ts';
import { type Page, pagesOf } from './pages.ts';

const PARENT = PDFName.of('Parent');
/** What a page may take from the tree above it (ISO 32000-2, table 31). */
const INHERITED = ['Resources', 'MediaBox', 'CropBox', 'Rotate'].map((key) => PDFName.of(key));
const MAX_DEPTH = 64;

/**
 * The document's pages, as many as the reader found. Where the page tree does not lead to them, or also leads elsewhere, a new tree is made of all
 * pages in the file, in the order of their objects, or the output would open nowhere. Throws `PdfRefusal` (damaged) when they are not all there.
 */
export function repairedPages(document: PDFDocument, expected: number, maxPages: number): Page[] {
  const pages = pagesOf(document, maxPages);
  const complete = pages.length === expected;
  if (complete && isWhole(document.catalog.lookup(PDFName.of('Pages')))) return pages;
  const { context } = document;
  const dicts = complete ? pages.map(({ dict }) => dict) : context.enumerateIndirectObjects().flatMap(([, o]) => (isPage(o) ? [o] : []));
  const kids = dicts.flatMap((dict) => context.getObjectRef(dict) ?? []);
  if (kids.length !== expected) throw new PdfRefusal('damaged');
  const tree = context.register(context.obj({ Type: 'Pages', Kids: kids, Count: expected }));
  for (const page of dicts) {
    inherit(page);
    page.set(PARENT, tree);
  }
  document.catalog.set(PDFName.of('Pages'), tree);
  return pagesOf(document, maxPages);
}

/** Do all kids exist? `pagesOf` has seen before that the tree ends. */
function isWhole(node: PDFObject | undefined): boolean {
  if (!(node instanceof PDFDict)) return false;
  const kids = node.lookup(PDFName.of('Kids'));
  return !(kids instanceof PDFArray) || kids.asArray().every((_, i) => isWhole(kids.lookup(i)));
}

const isPage = (object: PDFObject): object is PDFDict => object instanceof PDFDict && object.get(PDFName.of('Type')) === PDFName.of('Page');

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
