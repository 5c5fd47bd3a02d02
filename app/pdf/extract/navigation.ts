import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { openDocument } from './open.ts';

/** Where one can go from a document. Targets as text, equal when they lead to the same place. */
export interface Navigation {
  readonly links: readonly { readonly page: number; readonly target: string }[];
  readonly outline: readonly { readonly title: string; readonly target: string }[];
  /** Form fields by name and type. */
  readonly fields: readonly string[];
}

interface OutlineItem {
  readonly title: string;
  readonly dest: string | unknown[] | null;
  readonly url: string | null;
  readonly items: readonly OutlineItem[];
}

/** Reads links, outline and form fields; `onPage` is told after every page. Throws `PdfRefusal`. */
export async function readNavigation(pdf: Uint8Array, password?: string, onPage?: () => void): Promise<Navigation> {
  const document = await openDocument(pdf, password);
  try {
    const links: { page: number; target: string }[] = [];
    const fields: string[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      for (const annotation of await page.getAnnotations()) {
        if (annotation.subtype === 'Link') links.push({ page: number, target: await targetOf(document, annotation) });
        if (annotation.fieldName !== undefined) fields.push(`${annotation.fieldName} ${annotation.fieldType}`);
      }
      page.cleanup();
      onPage?.();
    }
    const outline = await flatten(document, ((await document.getOutline()) ?? []) as unknown as OutlineItem[]);
    return { links, outline, fields };
  } finally {
    await document.loadingTask.destroy();
  }
}

async function flatten(document: PDFDocumentProxy, items: readonly OutlineItem[]): Promise<{ title: string; target: string }[]> {
  const flat: { title: string; target: string }[] = [];
  for (const item of items) {
    flat.push({ title: item.title, target: await targetOf(document, item) }, ...(await flatten(document, item.items)));
  }
  return flat;
}

/** Object numbers change when a document is saved; pages are named by their index instead. */
async function targetOf(document: PDFDocumentProxy, { url, dest }: { url?: string | null; dest?: unknown }): Promise<string> {
  if (url) return url;
  const explicit = typeof dest === 'string' ? await document.getDestination(dest) : dest;
  if (!Array.isArray(explicit)) return 'none';
  const [page, ...view] = explicit as unknown[];
  if (typeof page !== 'object' || page === null) return JSON.stringify([page, ...view]);
  // A reference to something else than a page leads nowhere, and spoils no other link.
  const index = await document.getPageIndex(page as never).catch(() => 'nowhere');
  return JSON.stringify([index, ...view]);
}
