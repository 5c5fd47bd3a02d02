import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** From 0: the page that a destination, named or explicit, leads to; undefined for one that leads nowhere. */
export async function pageIndexOf(document: PDFDocumentProxy, dest: string | unknown[] | null | undefined): Promise<number | undefined> {
  const explicit = typeof dest === 'string' ? await document.getDestination(dest) : dest;
  const page: unknown = explicit?.[0];
  if (typeof page === 'number') return page >= 0 && page < document.numPages ? page : undefined;
  if (typeof page !== 'object' || page === null) return undefined;
  // A destination that points at no page of this document leads nowhere; that is the document's, not ours to mend.
  return document.getPageIndex(page as never).catch(() => undefined);
}
