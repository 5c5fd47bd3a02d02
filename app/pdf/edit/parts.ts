import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject } from '@cantoo/pdf-lib';
import './cross-references.ts';
import { PdfRefusal } from '../errors.ts';
import type { PageRange } from '../types.ts';
import { COPIES_OF_CONTENT } from './erase.ts';
import { openForEditing } from './open.ts';
import { type Page, pagesOf } from './pages.ts';
import { sweep } from './sweep.ts';
import { CHANGED, CHANGED_OF_ANNOTATIONS, Transplant } from './transplant.ts';

const ANNOTS = PDFName.of('Annots');

/**
 * Can pages be rendered apart and put together? The structure tree of a tagged document is one object graph that every page changes:
 * such a document is rendered as a whole.
 */
export function canBeParted({ catalog }: PDFDocument): boolean {
  return !catalog.has(PDFName.of('StructTreeRoot'));
}

/**
 * The bytes of what a rendering made of `pages`, for `putPart`: a file that only refers to the original's objects, those
 * numbered up to `originals`, and so is as small as the new text. The document is of no use afterwards.
 */
export async function savePart(document: PDFDocument, pages: readonly Page[], originals: number): Promise<Uint8Array> {
  const { context } = document;
  const only = (object: PDFObject | undefined, keys: readonly PDFName[]): PDFDict => {
    const dict = context.obj({});
    for (const key of keys) {
      const value = object instanceof PDFDict ? object.get(key) : undefined;
      if (value) dict.set(key, value);
    }
    return dict;
  };
  const kids = pages.map(({ dict }) => {
    const page = only(dict, [...CHANGED, ...COPIES_OF_CONTENT]);
    const annotations = dict.lookup(ANNOTS);
    if (annotations instanceof PDFArray) {
      page.set(ANNOTS, context.obj(annotations.asArray().map((_, i) => only(annotations.lookup(i), CHANGED_OF_ANNOTATIONS))));
    }
    return context.register(page);
  });
  const tree = context.register(context.obj({ Type: 'Pages', Kids: kids, Count: kids.length }));
  const root = context.register(context.obj({ Type: 'Catalog', Pages: tree }));
  for (const [ref] of context.enumerateIndirectObjects()) if (ref.objectNumber <= originals) context.delete(ref);
  context.trailerInfo.Root = root;
  delete context.trailerInfo.Info;
  sweep(context);
  return document.save({ addDefaultPage: false, objectsPerTick: Number.POSITIVE_INFINITY, updateFieldAppearances: false });
}

/** Puts what `savePart` saved into the original that it was made of, whose pages are `pages`. Throws `PdfRefusal`. */
export async function putPart(
  document: PDFDocument,
  pages: readonly Page[],
  { range, pdf }: { readonly range: PageRange; readonly pdf: Uint8Array },
  originals: number,
): Promise<void> {
  const part = await openForEditing(pdf);
  const transplant = new Transplant(part, document, originals);
  for (const [i, source] of pagesOf(part, pages.length).entries()) {
    const target = pages[range.from - 1 + i];
    if (!target) throw new PdfRefusal('damaged');
    transplant.page(source, target);
  }
}
