import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { PdfRefusal } from '../errors.ts';
import { annotationReader } from './annotations.ts';
import { interpretAnnotated } from './appearances.ts';
import type { StructureNode } from './descriptions.ts';
import { layerVisibility } from './layers.ts';
import { type Naming, namingOf } from './naming.ts';
import { openDocument } from './open.ts';
import { layOutPage, type PageLayout } from './page-layout.ts';
import { refuseXfa } from './xfa.ts';

/** A page that could not be read, with what went wrong. */
export interface FailedPage {
  /** From 1. */
  readonly page: number;
  readonly cause: unknown;
}

export interface ReadOptions {
  readonly password?: string | undefined;
  readonly maxPages: number;
}

/** A document being read; to be disposed of. */
export interface ReadDocument extends AsyncDisposable {
  readonly pageCount: number;
  naming(): Promise<Naming>;
  /** The layout of one page, from 1. */
  page(number: number): Promise<PageLayout | FailedPage>;
}

/** Opens a document for reading. Throws `PdfRefusal`. */
export type OpenForReading = (pdf: Uint8Array, options: ReadOptions) => Promise<ReadDocument>;

/** The layout of every page in turn, or of those with the numbers `only` (from 1), one at a time; `onPage` is told after each. */
export async function* layoutsOf(
  document: ReadDocument,
  only: ReadonlySet<number> | undefined,
  onPage: (() => void) | undefined,
): AsyncGenerator<PageLayout | FailedPage> {
  for (let number = 1; number <= document.pageCount; number++) {
    if (only && !only.has(number)) continue;
    yield await document.page(number);
    onPage?.();
  }
}

/** Opens a document for pdf.js to read. Throws `PdfRefusal`. */
export async function readDocument(pdf: Uint8Array, { password, maxPages }: ReadOptions): Promise<ReadDocument> {
  const document = await openDocument(pdf, password);
  const close = async () => {
    await document.loadingTask.destroy();
  };
  try {
    if (document.numPages > maxPages) {
      throw new PdfRefusal('too-large', `This PDF has ${document.numPages} pages; at most ${maxPages} are taken.`);
    }
    await refuseXfa(document);
    const isVisible = await layerVisibility(document);
    const annotationsOf = annotationReader(document);
    return {
      pageCount: document.numPages,
      naming: () => namingOf(document),
      page: (number) => layoutOf(document, number, isVisible, annotationsOf),
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function layoutOf(
  document: PDFDocumentProxy,
  number: number,
  isVisible: Awaited<ReturnType<typeof layerVisibility>>,
  annotationsOf: ReturnType<typeof annotationReader>,
): Promise<PageLayout | FailedPage> {
  try {
    const page = await document.getPage(number);
    try {
      const { links, notes } = await annotationsOf(number);
      const { content, appearances } = await interpretAnnotated(page, isVisible, notes);
      return layOutPage(page, content, links, appearances, (await page.getStructTree()) as StructureNode | null);
    } finally {
      page.cleanup();
    }
  } catch (cause) {
    // One broken page must not cost a person the others; the caller says which it was.
    if (cause instanceof PdfRefusal) throw cause;
    return { page: number, cause };
  }
}
