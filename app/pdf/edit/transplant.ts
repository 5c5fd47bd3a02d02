import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject, PDFRawStream, PDFRef, PDFStream } from '@cantoo/pdf-lib';
import { CHANGED_OF_DESCRIBED } from './descriptions.ts';
import { COPIES_OF_CONTENT } from './erase.ts';
import { infoOf } from './naming.ts';
import type { Page } from './pages.ts';

const RESOURCES = PDFName.of('Resources');
/** What of a page a rendering changes, and of each of its annotations: the places of links, what notes say. */
export const CHANGED = [PDFName.of('Contents'), RESOURCES];
export const CHANGED_OF_ANNOTATIONS = ['Rect', 'QuadPoints', 'AP', 'Contents', 'RC', 'MK'].map((key) => PDFName.of(key));
const TITLE = PDFName.of('Title');
const NAMED = [TITLE, PDFName.of('Subject')];
const [METADATA, OUTLINES] = [PDFName.of('Metadata'), PDFName.of('Outlines')];

/**
 * Brings pages of a new rendering into an earlier one of the same original. Both files came from that original, so its
 * objects, those numbered up to `originals`, have the same numbers in both: they are shared, or a page would leave the
 * layers and fonts that it has in common with others. Everything newer is copied, once.
 */
export class Transplant {
  readonly #from: PDFDocument;
  readonly #to: PDFDocument;
  readonly #originals: number;
  readonly #copies = new Map<PDFRef, PDFRef>();

  constructor(from: PDFDocument, to: PDFDocument, originals: number) {
    this.#from = from;
    this.#to = to;
    this.#originals = originals;
    // What the original's last objects were may be gone from the earlier rendering; their numbers are taken all the same.
    to.context.largestObjectNumber = Math.max(to.context.largestObjectNumber, originals);
  }

  /** Gives `target`, a page of the earlier rendering, the content of `source`, the same page of the new one. */
  page(source: Page, target: Page): void {
    for (const key of CHANGED) {
      const value = source.dict.get(key) ?? (key === RESOURCES ? source.resources : undefined);
      if (value) target.dict.set(key, this.#copyOf(value));
    }
    for (const key of COPIES_OF_CONTENT) if (!source.dict.has(key)) target.dict.delete(key);
    const [sources, targets] = [source, target].map(({ dict }) => dict.lookup(PDFName.of('Annots')));
    if (!(sources instanceof PDFArray) || !(targets instanceof PDFArray) || sources.size() !== targets.size()) return;
    for (let i = 0; i < sources.size(); i++) this.#entries(sources.lookup(i), targets.lookup(i), CHANGED_OF_ANNOTATIONS);
  }

  /** Title and subject, the XMP metadata that repeat them, and the outline's titles. */
  naming(): void {
    const [from, to] = [this.#from, this.#to];
    const info = from.context.lookup(from.context.trailerInfo.Info);
    if (info instanceof PDFDict) this.#entries(info, infoOf(to), NAMED);
    const metadata = from.catalog.get(METADATA);
    if (metadata) to.catalog.set(METADATA, this.#copyOf(metadata));
    const seen = new Set<PDFObject>();
    const open = [[from.catalog.lookup(OUTLINES), to.catalog.lookup(OUTLINES)]];
    for (let pair = open.pop(); pair; pair = open.pop()) {
      const [source, target] = pair;
      if (!(source instanceof PDFDict) || !(target instanceof PDFDict) || seen.has(source)) continue;
      seen.add(source);
      this.#entries(source, target, [TITLE]);
      for (const key of ['Next', 'First'].map((name) => PDFName.of(name))) open.push([source.lookup(key), target.lookup(key)]);
    }
  }

  /** What these structure elements say of pictures. */
  descriptions(elements: readonly PDFRef[]): void {
    for (const ref of elements) this.#entries(this.#from.context.lookup(ref), this.#to.context.lookup(ref), CHANGED_OF_DESCRIBED);
  }

  #entries(source: PDFObject | undefined, target: PDFObject | undefined, keys: readonly PDFName[]): void {
    if (!(source instanceof PDFDict) || !(target instanceof PDFDict)) return;
    for (const key of keys) {
      const value = source.get(key);
      if (value) target.set(key, this.#copyOf(value));
      else target.delete(key);
    }
  }

  #copyOf(object: PDFObject): PDFObject {
    const { context } = this.#to;
    if (object instanceof PDFRef) return this.#copyRef(object);
    if (object instanceof PDFArray) return context.obj(object.asArray().map((item) => this.#copyOf(item)));
    if (object instanceof PDFRawStream) return PDFRawStream.of(this.#copyOf(object.dict) as PDFDict, object.contents);
    if (object instanceof PDFStream) throw new Error('a stream of another kind than was written');
    if (!(object instanceof PDFDict)) return object.clone(context);
    const dict = context.obj({});
    for (const [key, value] of object.entries()) dict.set(key, this.#copyOf(value));
    return dict;
  }

  #copyRef(ref: PDFRef): PDFRef {
    const known = this.#copies.get(ref);
    if (known) return known;
    const { context } = this.#to;
    const isOriginal = ref.objectNumber <= this.#originals;
    const copy = isOriginal ? ref : context.nextRef();
    this.#copies.set(ref, copy);
    const object = this.#from.context.lookup(ref);
    if (object && !(isOriginal && context.lookup(ref))) context.assign(copy, this.#copyOf(object));
    return copy;
  }
}
