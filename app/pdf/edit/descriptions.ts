import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject } from '@cantoo/pdf-lib';

const [ALT, KIDS, LANG, STRUCTURE] = ['Alt', 'K', 'Lang', 'StructTreeRoot'].map((key) => PDFName.of(key)) as [
  PDFName,
  PDFName,
  PDFName,
  PDFName,
];

/**
 * Descriptions of pictures stay in the document's language of before, and say so from now on, or a screen reader would read them out in the new one's
 * voice. To be called before the document has its new language.
 */
export function keepLanguageOfDescriptions({ catalog }: PDFDocument): void {
  const language = catalog.lookup(LANG);
  const seen = new Set<PDFObject>();
  const open = [catalog.lookup(STRUCTURE)];
  while (language && open.length > 0) {
    const element = open.pop();
    if (!element || seen.has(element)) continue;
    seen.add(element);
    if (element instanceof PDFArray) for (let i = 0; i < element.size(); i++) open.push(element.lookup(i));
    if (!(element instanceof PDFDict)) continue;
    if (element.has(ALT) && !element.has(LANG)) element.set(LANG, language);
    open.push(element.lookup(KIDS));
  }
}
