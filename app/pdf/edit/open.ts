import { ParseSpeeds, PDFDict, PDFDocument } from '@cantoo/pdf-lib';
import { PdfRefusal } from '../errors.ts';

/** Opens a document for changing. Throws `PdfRefusal`. */
export async function openForEditing(pdf: Uint8Array, password?: string): Promise<PDFDocument> {
  try {
    const document = await PDFDocument.load(pdf, {
      password: password ?? '',
      updateMetadata: false,
      throwOnInvalidObject: false,
      warnOnInvalidObjects: false,
      preserveXFA: true,
      // Nobody waits for anything else in this process: no pauses.
      parseSpeed: ParseSpeeds.Fastest,
    });
    // A reader finds pages without a catalogue; there is nothing to hang them on in a new file.
    if (!(document.catalog instanceof PDFDict)) throw new Error('no catalogue');
    dropUnreachable(document);
    return document;
  } catch (cause) {
    if (/password|encrypt/i.test(String(cause))) throw new PdfRefusal('encrypted', undefined, { cause });
    if (cause instanceof RangeError) throw new PdfRefusal('too-complex', undefined, { cause });
    throw new PdfRefusal('damaged', undefined, { cause });
  }
}

/** Readers know no larger object numbers (ISO 32000-1, annex C), and a cross-reference table has no room for them. */
const MAX_OBJECT_NUMBER = 8_388_607;

function dropUnreachable({ context }: PDFDocument): void {
  if (context.largestObjectNumber <= MAX_OBJECT_NUMBER) return;
  let largest = 0;
  for (const [ref] of context.enumerateIndirectObjects()) {
    if (ref.objectNumber > MAX_OBJECT_NUMBER) context.delete(ref);
    else largest = Math.max(largest, ref.objectNumber);
  }
  context.largestObjectNumber = largest;
}
