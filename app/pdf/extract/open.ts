import { fileURLToPath } from 'node:url';
import { getDocument, InvalidPDFException, PasswordException, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { PdfRefusal } from '../errors.ts';
import { readingHalf } from './reading-half.ts';

const ASSETS = fileURLToPath(new URL('.', import.meta.resolve('pdfjs-dist/package.json')));

/**
 * pdf.js traces every glyph's outline unless fonts can be handed to a browser. Nothing is drawn here, so it gets a
 * document that takes fonts and does nothing with them: a quarter less time per page.
 */
class UndrawnFontFace {
  readonly loaded = Promise.resolve(this);
  load(): Promise<this> {
    return this.loaded;
  }
}
const FONT_SINK = { fonts: { add() {}, delete() {} } };

/** How pdf.js reads here. */
export const READING = {
  password: '',
  verbosity: 0,
  disableFontFace: false,
  fontExtraProperties: true,
  useSystemFonts: false,
  enableXfa: false,
  // Images are never looked at: leave them undecoded.
  maxImageSize: 1,
  cMapUrl: `${ASSETS}cmaps/`,
  standardFontDataUrl: `${ASSETS}standard_fonts/`,
  wasmUrl: `${ASSETS}wasm/`,
  iccUrl: `${ASSETS}iccs/`,
  ownerDocument: FONT_SINK as never,
};
(globalThis as { FontFace?: unknown }).FontFace ??= UndrawnFontFace;

const CERTIFICATE = 'This PDF is protected in a way that no password opens, by a certificate perhaps. Upload a copy without protection.';

/** Opens a document for reading. Throws `PdfRefusal`. */
export async function openDocument(pdf: Uint8Array, password?: string): Promise<PDFDocumentProxy> {
  requireHeader(pdf);
  const task = getDocument({
    ...READING,
    // pdf.js takes the buffer over, and the caller still needs it.
    data: new Uint8Array(pdf),
    password: password ?? '',
    worker: readingHalf(),
  });
  try {
    return await task.promise;
  } catch (cause) {
    await task.destroy();
    if (cause instanceof PasswordException) throw new PdfRefusal('encrypted', undefined, { cause });
    // Those that no password opens: a certificate does, or a program of the publisher's.
    if (/encrypt/i.test(String(cause))) throw new PdfRefusal('encrypted', CERTIFICATE, { cause });
    if (cause instanceof InvalidPDFException) throw new PdfRefusal('damaged', undefined, { cause });
    throw new PdfRefusal(/circular|recursion|Maximum call stack/i.test(String(cause)) ? 'too-complex' : 'damaged', undefined, { cause });
  }
}

/** Readers accept some bytes of junk before the header; a kilobyte is the customary allowance. */
function requireHeader(pdf: Uint8Array): void {
  const start = Buffer.from(pdf.buffer, pdf.byteOffset, Math.min(pdf.byteLength, 1029)).toString('latin1');
  if (!start.includes('%PDF-')) throw new PdfRefusal('not-a-pdf');
}
