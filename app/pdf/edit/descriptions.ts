import { PDFArray, PDFDict, type PDFDocument, PDFHexString, PDFName, type PDFObject, PDFRef, PDFString } from '@cantoo/pdf-lib';
import { oneLine } from '../extract/naming.ts';
import { plainTranslation } from '../translations.ts';
import type { Block, Translations } from '../types.ts';
import type { Page } from './pages.ts';

const name = (key: string) => PDFName.of(key);
const [ALT, ACTUAL_TEXT, KIDS, LANG, PAGE] = ['Alt', 'ActualText', 'K', 'Lang', 'Pg'].map(name) as [
  PDFName,
  PDFName,
  PDFName,
  PDFName,
  PDFName,
];
/** What says in words what an element shows. */
const SAYS = [ALT, ACTUAL_TEXT, name('E')];
/** What of a structure element a description's translation changes. */
export const CHANGED_OF_DESCRIBED = [ALT, ACTUAL_TEXT, LANG];

/**
 * Writes descriptions anew where the structure tree says them, each on its own page, as text of `language`. Returns the blocks that were
 * found, and the elements that changed. To be called after the pages' own text was written.
 */
export function writeDescriptions(
  document: PDFDocument,
  pages: readonly Page[],
  blocks: readonly Block[],
  translations: Translations,
  language: string,
): { blocks: Set<string>; elements: PDFRef[] } {
  const written = { blocks: new Set<string>(), elements: [] as PDFRef[] };
  const wanted = new Map(blocks.filter(({ id }) => Object.hasOwn(translations, id)).map((block) => [`${block.page} ${block.text}`, block]));
  if (wanted.size === 0) return written;
  const numbers = new Map(pages.map(({ dict }, i) => [dict, i + 1]));
  for (const { element, ref, page } of elementsOf(document)) {
    for (const key of [ALT, ACTUAL_TEXT]) {
      const said = element.lookup(key);
      if (!(said instanceof PDFString || said instanceof PDFHexString)) continue;
      const block = wanted.get(`${page && numbers.get(page)} ${oneLine(said.decodeText())}`);
      if (!block) continue;
      element.set(key, PDFHexString.fromText(plainTranslation(translations[block.id])));
      element.set(LANG, PDFHexString.fromText(language));
      written.blocks.add(block.id);
      if (ref) written.elements.push(ref);
    }
  }
  return written;
}

/**
 * What stays in the document's language of before says so from now on, or a screen reader would read it out in the new one's voice. To be
 * called before the document has its new language.
 */
export function keepLanguageOfDescriptions(document: PDFDocument): void {
  const language = document.catalog.lookup(LANG);
  if (!language) return;
  for (const { element } of elementsOf(document)) {
    if (!element.has(LANG) && SAYS.some((key) => element.has(key))) element.set(LANG, language);
  }
}

interface StructureElement {
  readonly element: PDFDict;
  readonly ref: PDFRef | undefined;
  /** That it or what it holds is on. */
  readonly page: PDFDict | undefined;
}

/** The structure tree's elements, each once, also where the tree contains itself. */
function* elementsOf({ catalog, context }: PDFDocument): Generator<StructureElement> {
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
