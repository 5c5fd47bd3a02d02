import { PDFArray, PDFDict, type PDFDocument, PDFName, PDFNumber, type PDFObject, PDFRef, PDFStream } from '@cantoo/pdf-lib';
import { PdfRefusal } from '../errors.ts';

const MAX_DEPTH = 64;

/** A page with what it inherits. Broken files lack types and parents, so neither is relied on. */
export interface Page {
  readonly dict: PDFDict;
  readonly resources: PDFDict | undefined;
}

/** The document's pages in order. Unlike pdf-lib's own walk it ends on every tree. Throws `PdfRefusal`. */
export function pagesOf(document: PDFDocument, maxPages: number): Page[] {
  const pages: Page[] = [];
  const above = new Set<PDFRef>();
  const walk = (object: PDFObject | undefined, inherited: PDFDict | undefined, depth: number): void => {
    if (depth > MAX_DEPTH) throw new PdfRefusal('too-complex', 'The page tree of this PDF is nested too deeply.');
    if (object instanceof PDFRef) {
      if (above.has(object)) throw new PdfRefusal('too-complex', 'The page tree of this PDF contains itself.');
      above.add(object);
    }
    const node = object instanceof PDFRef ? document.context.lookup(object) : object;
    if (node instanceof PDFDict) {
      const own = node.lookup(PDFName.of('Resources'));
      const resources = own instanceof PDFDict ? own : inherited;
      const kids = node.lookup(PDFName.of('Kids'));
      if (kids instanceof PDFArray) for (const kid of kids.asArray()) walk(kid, resources, depth + 1);
      else pages.push({ dict: node, resources });
    }
    if (pages.length > maxPages) throw new PdfRefusal('too-large', `This PDF has more than ${maxPages} pages.`);
    if (object instanceof PDFRef) above.delete(object);
  };
  walk(document.catalog.get(PDFName.of('Pages')), undefined, 0);
  return pages;
}

/** Is a picture as large as a scanned page among what the page can draw, by itself or in form XObjects? */
export function hasLargeImage({ resources }: Page): boolean {
  const seen = new Set<PDFObject>();
  const open: (PDFObject | undefined)[] = [resources];
  while (open.length > 0) {
    const drawn = open.pop();
    const xobjects = drawn instanceof PDFDict ? drawn.lookup(PDFName.of('XObject')) : undefined;
    if (!(xobjects instanceof PDFDict) || seen.has(xobjects)) continue;
    seen.add(xobjects);
    for (const key of xobjects.keys()) {
      const object = xobjects.lookup(key);
      if (!(object instanceof PDFStream)) continue;
      if (isLargeImage(object.dict)) return true;
      open.push(object.dict.lookup(PDFName.of('Resources')));
    }
  }
  return false;
}

function isLargeImage(dict: PDFDict): boolean {
  return dict.lookup(PDFName.of('Subtype')) === PDFName.of('Image') && pixels(dict, 'Width') * pixels(dict, 'Height') >= 100_000;
}

function pixels(dict: PDFDict, key: string): number {
  const value = dict.lookup(PDFName.of(key));
  return value instanceof PDFNumber ? value.asNumber() : 0;
}
