import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;

/** pdf.js fetches these by name, so they keep their names and live outside of the hashed assets. */
const ASSETS = '/pdfjs';

export interface OpenPdf {
  readonly file: PDFDocumentProxy;
  /** Ends the worker's copy of the document. */
  close(): void;
}

/** In: the bytes of a PDF (handed over: not usable afterwards). Throws pdf.js's own errors for a file it cannot read. */
export async function openPdf(data: ArrayBuffer): Promise<OpenPdf> {
  const task = getDocument({
    data,
    cMapUrl: `${ASSETS}/cmaps/`,
    standardFontDataUrl: `${ASSETS}/standard_fonts/`,
    wasmUrl: `${ASSETS}/wasm/`,
    // The content security policy allows no WebAssembly; pdf.js has the same decoders as plain scripts.
    useWasm: false,
    enableXfa: false,
  });
  const file = await task.promise;
  return { file, close: () => void task.destroy() };
}
