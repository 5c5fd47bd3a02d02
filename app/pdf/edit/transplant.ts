import { PDFArray, type PDFContext, PDFDict, PDFName, type PDFObject, PDFRawStream, PDFRef, PDFStream } from '@cantoo/pdf-lib';
import type { Page } from './pages.ts';

/** What of a page a rendering changes; its annotations change in place only. */
const CHANGED = ['Contents', 'Resources'].map((key) => PDFName.of(key));
const PLACED = ['Rect', 'QuadPoints'].map((key) => PDFName.of(key));

/**
 * Gives a page of an earlier rendering the content that a new rendering of the same original gives it. Both files came
 * from that original, so its objects, those numbered up to `originals`, have the same numbers in both: they are shared,
 * or a page would leave the layers and fonts that it has in common with others. Everything newer is copied.
 */
export function transplantPage(
  from: { page: Page; context: PDFContext },
  to: { page: Page; context: PDFContext },
  originals: number,
): void {
  const copies = new Map<PDFRef, PDFRef>();
  const copyRef = (ref: PDFRef): PDFRef => {
    const known = copies.get(ref);
    if (known) return known;
    const isOriginal = ref.objectNumber <= originals;
    const copy = isOriginal ? ref : to.context.nextRef();
    copies.set(ref, copy);
    const object = from.context.lookup(ref);
    if (object && !(isOriginal && to.context.lookup(ref))) to.context.assign(copy, copyOf(object));
    return copy;
  };
  const copyOf = (object: PDFObject): PDFObject => {
    if (object instanceof PDFRef) return copyRef(object);
    if (object instanceof PDFArray) return to.context.obj(object.asArray().map(copyOf));
    if (object instanceof PDFRawStream) return PDFRawStream.of(copyOf(object.dict) as PDFDict, object.contents);
    if (object instanceof PDFStream) throw new Error('a stream of another kind than was written');
    if (!(object instanceof PDFDict)) return object.clone(to.context);
    const dict = to.context.obj({});
    for (const [key, value] of object.entries()) dict.set(key, copyOf(value));
    return dict;
  };
  for (const key of CHANGED) {
    const value = from.page.dict.get(key);
    if (value) to.page.dict.set(key, copyOf(value));
  }
  const [source, target] = [from, to].map(({ page }) => page.dict.lookup(PDFName.of('Annots')));
  if (!(source instanceof PDFArray) || !(target instanceof PDFArray) || source.size() !== target.size()) return;
  for (let i = 0; i < source.size(); i++) {
    const [now, before] = [source.lookup(i), target.lookup(i)];
    if (!(now instanceof PDFDict) || !(before instanceof PDFDict)) continue;
    for (const key of PLACED) {
      const value = now.get(key);
      if (value) before.set(key, copyOf(value));
      else before.delete(key);
    }
  }
}
