import { PDFArray, PDFDict, type PDFDocument, PDFName, PDFNumber, type PDFObject, PDFPageLeaf, PDFRef } from '@cantoo/pdf-lib';
import { PdfRefusal } from '../errors.ts';

const MAX_DEPTH = 64;

/** The document's pages in order. Unlike pdf-lib's own walk it ends on every tree. Throws `PdfRefusal`. */
export function pagesOf(document: PDFDocument, maxPages: number): PDFPageLeaf[] {
  const pages: PDFPageLeaf[] = [];
  const above = new Set<PDFRef>();
  const walk = (object: PDFObject | undefined, depth: number): void => {
    if (depth > MAX_DEPTH) throw new PdfRefusal('too-complex', 'The page tree of this PDF is nested too deeply.');
    if (object instanceof PDFRef) {
      if (above.has(object)) throw new PdfRefusal('too-complex', 'The page tree of this PDF contains itself.');
      above.add(object);
    }
    const node = object instanceof PDFRef ? document.context.lookup(object) : object;
    const kids = node instanceof PDFDict ? node.lookup(PDFName.of('Kids')) : undefined;
    if (kids instanceof PDFArray) for (const kid of kids.asArray()) walk(kid, depth + 1);
    else if (node instanceof PDFPageLeaf) pages.push(node);
    if (pages.length > maxPages) throw new PdfRefusal('too-large', `This PDF has more than ${maxPages} pages.`);
    if (object instanceof PDFRef) above.delete(object);
  };
  walk(document.catalog.get(PDFName.of('Pages')), 0);
  return pages;
}

/** Is a picture as large as a scanned page among what the page can draw? */
export function hasLargeImage(page: PDFPageLeaf): boolean {
  const xobjects = page.Resources()?.lookup(PDFName.of('XObject'));
  if (!(xobjects instanceof PDFDict)) return false;
  return xobjects.keys().some((key) => {
    const object = xobjects.lookup(key);
    const dict = object && 'dict' in object ? (object.dict as PDFDict) : undefined;
    if (dict?.lookup(PDFName.of('Subtype')) !== PDFName.of('Image')) return false;
    return pixels(dict, 'Width') * pixels(dict, 'Height') >= 100_000;
  });
}

function pixels(dict: PDFDict, key: string): number {
  const value = dict.lookup(PDFName.of(key));
  return value instanceof PDFNumber ? value.asNumber() : 0;
}
