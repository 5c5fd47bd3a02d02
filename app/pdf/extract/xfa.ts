import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { PdfRefusal } from '../errors.ts';

/**
 * Throws `PdfRefusal` for a form that is XFA alone: its pages only ask for another reader, and what they hide is XML. A form that has ordinary
 * fields besides is read by those.
 */
export async function refuseXfa(document: PDFDocumentProxy): Promise<void> {
  const { IsXFAPresent, IsAcroFormPresent } = await formsOf(document);
  if (!IsXFAPresent || IsAcroFormPresent) return;
  throw new PdfRefusal('too-complex', 'This PDF is an XFA form, whose content stands on no page. Print it to a PDF and upload that.');
}

/** pdf.js tells it with the document's metadata; where those are damaged, nothing is known of forms. */
async function formsOf(document: PDFDocumentProxy): Promise<{ IsXFAPresent?: boolean; IsAcroFormPresent?: boolean }> {
  try {
    return (await document.getMetadata()).info as { IsXFAPresent?: boolean; IsAcroFormPresent?: boolean };
  } catch {
    return {};
  }
}
