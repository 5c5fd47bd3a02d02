import { openForEditing } from './edit/open.ts';
import { hasLargeImage, pagesOf } from './edit/pages.ts';
import { PdfRefusal } from './errors.ts';
import { layoutsOf, type OpenForReading, readDocument } from './extract/document.ts';
import { allFailed, isPageText, join } from './extract-parts.ts';
import type { Limits } from './limits.ts';
import { pushAll } from './push-all.ts';
import type { Extraction, PageRange } from './types.ts';

export interface DocumentOptions {
  readonly password?: string | undefined;
  readonly limits: Limits;
  /** How it is opened for reading. Default: `readDocument`. */
  readonly open?: OpenForReading | undefined;
  /** Told how many pages there are, before the first is read; 0 when they cannot be done apart. */
  readonly onOpen?: ((pages: number) => void) | undefined;
  /** Told after every page. */
  readonly onPage?: (() => void) | undefined;
}

/** Reads a document's blocks, in this process. Throws `PdfRefusal`. */
export async function extractDocument(pdf: Uint8Array, options: DocumentOptions): Promise<Extraction> {
  const { part, cause } = await readPages(pdf, options, undefined);
  if (allFailed(part)) throw unreadable(cause);
  const result = join([part]);
  if (!result.blocks.some(isPageText)) await requireText(pdf, result, options);
  return result;
}

/** Reads some of a document's pages, and with the first of them what names the document: a part for `joinParts`. Throws `PdfRefusal`. */
export async function extractPart(pdf: Uint8Array, options: DocumentOptions, range: PageRange): Promise<Extraction> {
  return (await readPages(pdf, options, range)).part;
}

async function readPages(
  pdf: Uint8Array,
  { password, limits, open = readDocument, onOpen, onPage }: DocumentOptions,
  range: PageRange | undefined,
): Promise<{ part: Extraction; cause: unknown }> {
  requireSize(pdf, limits);
  const part: Extraction = { pages: [], blocks: [], kept: [], warnings: [] };
  let cause: unknown;
  await using document = await open(pdf, { password, maxPages: limits.maxPages });
  onOpen?.(document.pageCount);
  for await (const layout of layoutsOf(document, range && numbersOf(range), onPage)) {
    if ('cause' in layout) {
      cause = layout.cause;
      part.kept.push({ page: layout.page, reason: 'page-failed' });
      part.pages.push({ width: 0, height: 0, rotation: 0 });
      continue;
    }
    part.pages.push(layout.size);
    for (const { blocks, kept } of [layout, ...layout.notes]) {
      for (const { block } of blocks) part.blocks.push(block);
      pushAll(part.kept, kept);
    }
    pushAll(part.blocks, layout.descriptions);
  }
  if (!range || range.from === 1) {
    const naming = await document.naming();
    part.warnings.push(...naming.warnings);
    part.blocks.push(...naming.blocks);
  }
  return { part, cause };
}

export function numbersOf({ from, to }: PageRange): Set<number> {
  return new Set(Array.from({ length: to - from + 1 }, (_, i) => from + i));
}

export function requireSize(pdf: Uint8Array, { maxBytes }: Limits): void {
  if (pdf.byteLength > maxBytes) {
    throw new PdfRefusal('too-large', `This PDF is larger than ${Math.round(maxBytes / 1024 / 1024)} MB.`);
  }
}

function unreadable(cause: unknown): PdfRefusal {
  return new PdfRefusal(/circular|recursion|call stack/i.test(String(cause)) ? 'too-complex' : 'damaged', undefined, { cause });
}

/** A document without text is a scan when its pages hold pictures of the size of pages; else it is simply empty. */
async function requireText(pdf: Uint8Array, result: Extraction, { password, limits }: DocumentOptions): Promise<void> {
  const document = await openForEditing(pdf, password);
  if (pagesOf(document, limits.maxPages).some(hasLargeImage)) throw new PdfRefusal('scanned');
  if (!result.blocks.some(({ kind }) => kind === 'note')) result.warnings.push('This document holds no text that could be translated.');
}
