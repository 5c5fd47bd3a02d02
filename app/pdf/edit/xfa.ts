import { PDFDict, type PDFDocument, PDFName } from '@cantoo/pdf-lib';

const XFA = PDFName.of('XFA');

/**
 * Takes out the XFA version of a form that has ordinary fields, too: readers that know XFA would show that one, in the old language. Fields and their
 * values stay. Returns whether there was one.
 */
export function removeXfa({ catalog }: PDFDocument): boolean {
  const form = catalog.lookup(PDFName.of('AcroForm'));
  if (!(form instanceof PDFDict) || !form.has(XFA)) return false;
  form.delete(XFA);
  catalog.delete(PDFName.of('NeedsRendering'));
  return true;
}
