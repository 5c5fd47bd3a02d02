import { type PDFDocument, PDFHexString, PDFName } from '@cantoo/pdf-lib';
import { removeActiveContent } from './active-content.ts';
import { sweep } from './sweep.ts';

/** The changed document's bytes: in its new language, without scripts, and without anything the old text has left behind. */
export async function save(document: PDFDocument, language: string): Promise<Uint8Array> {
  document.catalog.set(PDFName.of('Lang'), PDFHexString.fromText(language));
  removeActiveContent(document.context);
  sweep(document.context);
  return document.save({
    // As the default is: none in PDF/A-1, nor in other files from before 1.5, which stay readable for what reads only those.
    addDefaultPage: false,
    objectsPerTick: Number.POSITIVE_INFINITY,
    updateFieldAppearances: false,
  });
}
