import { ParseSpeeds, PDFDict, PDFDocument } from '@cantoo/pdf-lib';
import { PdfRefusal } from '../errors.ts';
import { withNewTrailer } from './trailer.ts';

/** Opens a document for changing. Throws `PdfRefusal`. */
export async function openForEditing(pdf: Uint8Array, password?: string): Promise<PDFDocument> {
  try {
    return await load(pdf, password);
  } catch (cause) {
    if (isLocked(cause)) throw new PdfRefusal('encrypted', undefined, { cause });
    if (cause instanceof RangeError) throw new PdfRefusal('too-complex', undefined, { cause });
    return loadMended(pdf, password);
  }
}

async function loadMended(pdf: Uint8Array, password: string | undefined): Promise<PDFDocument> {
  try {
    const mended = withNewTrailer(pdf);
    if (!mended) throw new Error('no catalogue');
    return await load(mended, password);
  } catch (cause) {
    throw new PdfRefusal(isLocked(cause) ? 'encrypted' : 'damaged', undefined, { cause });
  }
}

async function load(pdf: Uint8Array, password = ''): Promise<PDFDocument> {
  // Streams are pieces of the file: of a Buffer pdf-lib takes them without copying.
  const document = await PDFDocument.load(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength), {
    password,
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
}

/** Was the file protected? pdf-lib's `isEncrypted` no longer says so once it has been opened. */
export const wasProtected = ({ context }: PDFDocument): boolean => context.isDecrypted;

const isLocked = (cause: unknown) => /password|encrypt/i.test(String(cause));

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
