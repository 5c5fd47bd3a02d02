import { PDFDocument } from '@cantoo/pdf-lib';
import { PdfRefusal } from '../errors.ts';

/** Opens a document for changing. Throws `PdfRefusal`. */
export async function openForEditing(pdf: Uint8Array, password?: string): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(pdf, {
      password: password ?? '',
      updateMetadata: false,
      throwOnInvalidObject: false,
      warnOnInvalidObjects: false,
      preserveXFA: true,
    });
  } catch (cause) {
    if (/password|encrypt/i.test(String(cause))) throw new PdfRefusal('encrypted', undefined, { cause });
    if (cause instanceof RangeError) throw new PdfRefusal('too-complex', undefined, { cause });
    throw new PdfRefusal('damaged', undefined, { cause });
  }
}
