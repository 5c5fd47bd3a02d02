import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject, PDFRef } from '@cantoo/pdf-lib';
import type { Clone } from './erase.ts';

const name = (key: string) => PDFName.of(key);
const [KIDS, PAGE] = [name('K'), name('Pg')];
/** How an element refers to content of a form, and to a form as a whole. */
const OF_FORM = [name('Stm'), name('Obj')];

interface StructureElement {
  readonly element: PDFDict;
  readonly ref: PDFRef | undefined;
  /** That it or what it holds is on. */
  readonly page: PDFDict | undefined;
}

/** The structure tree's elements, and what stands for their content, each once, also where the tree contains itself. */
export function* elementsOf({ catalog, context }: PDFDocument): Generator<StructureElement> {
  const seen = new Set<PDFObject>();
  const open: { object: PDFObject | undefined; page: PDFDict | undefined }[] = [
    { object: catalog.get(name('StructTreeRoot')), page: undefined },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const object = context.lookup(next.object);
    if (!object || seen.has(object)) continue;
    seen.add(object);
    if (object instanceof PDFArray) for (const kid of object.asArray()) open.push({ object: kid, page: next.page });
    if (!(object instanceof PDFDict)) continue;
    const page = pageOf(object) ?? next.page;
    yield { element: object, ref: next.object instanceof PDFRef ? next.object : undefined, page };
    open.push({ object: object.get(KIDS), page });
  }
}

function pageOf(element: PDFDict): PDFDict | undefined {
  const kids = element.lookup(KIDS);
  const first = kids instanceof PDFArray ? (kids.size() > 0 ? kids.lookup(0) : undefined) : kids;
  const pages = [element, first].map((object) => (object instanceof PDFDict ? object.lookup(PAGE) : undefined));
  return pages.find((page) => page instanceof PDFDict);
}

/** Elements of forms that were cloned are those of the clones, or they would keep the old text in the file. */
export function followClones(document: PDFDocument, clones: readonly Clone[]): void {
  if (clones.length === 0) return;
  const refs = new Map<PDFObject | undefined, PDFRef>(clones.map(({ form, ref }) => [form, ref]));
  for (const { element } of elementsOf(document)) {
    for (const key of OF_FORM) {
      const clone = element.has(key) ? refs.get(element.lookup(key)) : undefined;
      if (clone) element.set(key, clone);
    }
  }
}
