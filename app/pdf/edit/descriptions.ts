import { type PDFDocument, PDFHexString, PDFName, type PDFRef, PDFString } from '@cantoo/pdf-lib';
import { oneLine } from '../extract/naming.ts';
import { plainTranslation } from '../translations.ts';
import type { Block, Translations } from '../types.ts';
import type { Page } from './pages.ts';
import { textOf } from './strings.ts';
import { elementsOf } from './structure-elements.ts';

const name = (key: string) => PDFName.of(key);
const [ALT, ACTUAL_TEXT, LANG] = [name('Alt'), name('ActualText'), name('Lang')];
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
      const block = wanted.get(`${page && numbers.get(page)} ${oneLine(textOf(said))}`);
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
