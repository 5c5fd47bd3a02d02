import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { PdfRefusal } from '../errors.ts';
import { interpretPage } from './interpret.ts';
import { layerVisibility } from './layers.ts';
import { linksOf } from './links.ts';
import { openDocument } from './open.ts';
import { layOutPage, type PageLayout } from './page-layout.ts';

/** A page that could not be read, with what went wrong. */
export interface FailedPage {
  readonly page: number;
  readonly cause: unknown;
}

/** Hands out the layout of every page in turn, so that only one is in memory. `onPage` is told after each. */
export async function* layouts(
  pdf: Uint8Array,
  options: { password?: string | undefined; maxPages: number; onPage?: (() => void) | undefined },
): AsyncGenerator<PageLayout | FailedPage> {
  const document = await openDocument(pdf, options.password);
  try {
    if (document.numPages > options.maxPages) {
      throw new PdfRefusal('too-large', `This PDF has ${document.numPages} pages; at most ${options.maxPages} are taken.`);
    }
    const isVisible = await layerVisibility(document);
    for (let number = 1; number <= document.numPages; number++) {
      yield await layoutOf(document, number, isVisible);
      options.onPage?.();
    }
  } finally {
    await document.loadingTask.destroy();
  }
}

async function layoutOf(
  document: PDFDocumentProxy,
  number: number,
  isVisible: Awaited<ReturnType<typeof layerVisibility>>,
): Promise<PageLayout | FailedPage> {
  try {
    const page = await document.getPage(number);
    try {
      return layOutPage(page, await interpretPage(page, isVisible), await linksOf(page));
    } finally {
      page.cleanup();
    }
  } catch (cause) {
    // One broken page must not cost a person the others; the caller says which it was.
    if (cause instanceof PdfRefusal) throw cause;
    return { page: number, cause };
  }
}
