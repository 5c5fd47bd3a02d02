import { type PDFDocument, PDFHexString, PDFName } from '@cantoo/pdf-lib';
import './cross-references.ts';
import { removeActiveContent } from './active-content.ts';
import { sweep } from './sweep.ts';
import { dropUnused } from './unused-names.ts';

/**
 * The changed document's bytes: in its new language, without scripts, and without anything the old text has left behind; and how
 * many scripts were taken out.
 */
export async function save(document: PDFDocument, language: string): Promise<{ bytes: Uint8Array; removed: number }> {
  document.catalog.set(PDFName.of('Lang'), PDFHexString.fromText(language));
  dropUnused(document);
  // First what nothing refers to: a script that no reader comes across is none that anybody misses.
  sweep(document.context);
  const removed = removeActiveContent(document.context);
  if (removed > 0) sweep(document.context);
  const bytes = await document.save({
    // As the default is: none in PDF/A-1, nor in other files from before 1.5, which stay readable for what reads only those.
    addDefaultPage: false,
    objectsPerTick: Number.POSITIVE_INFINITY,
    updateFieldAppearances: false,
  });
  return { bytes, removed };
}
