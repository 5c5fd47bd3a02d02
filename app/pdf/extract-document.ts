import { openForEditing } from './edit/open.ts';
import { hasLargeImage, pagesOf } from './edit/pages.ts';
import { PdfRefusal } from './errors.ts';
import { readDocument } from './extract/document.ts';
import { keptWarnings } from './kept-warnings.ts';
import type { Limits } from './limits.ts';
import type { Extraction } from './types.ts';

export interface DocumentOptions {
  readonly password?: string | undefined;
  readonly limits: Limits;
  /** Told after every page. */
  readonly onPage?: (() => void) | undefined;
}

/** Reads a document's blocks, in this process. Throws `PdfRefusal`. */
export async function extractDocument(pdf: Uint8Array, { password, limits, onPage }: DocumentOptions): Promise<Extraction> {
  requireSize(pdf, limits);
  const result: Extraction = { pages: [], blocks: [], kept: [], warnings: [] };
  let failed = 0;
  let cause: unknown;
  await using document = await readDocument(pdf, { password, maxPages: limits.maxPages, onPage });
  for await (const layout of document.pages()) {
    if ('cause' in layout) {
      failed++;
      cause = layout.cause;
      result.kept.push({ page: layout.page, reason: 'page-failed' });
      result.pages.push({ width: 0, height: 0, rotation: 0 });
      continue;
    }
    result.pages.push(layout.size);
    result.blocks.push(...layout.blocks.map((b) => b.block));
    result.kept.push(...layout.kept);
  }
  if (failed > 0 && failed === result.pages.length) throw unreadable(cause);
  if (result.blocks.length === 0) await requireText(pdf, result, password, limits);
  const naming = await document.naming();
  result.warnings.push(...naming.warnings, ...keptWarnings(result.kept));
  result.blocks.push(...naming.blocks);
  result.blocks.sort((a, b) => a.page - b.page);
  return result;
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
async function requireText(pdf: Uint8Array, result: Extraction, password: string | undefined, limits: Limits): Promise<void> {
  const document = await openForEditing(pdf, password);
  if (pagesOf(document, limits.maxPages).some(hasLargeImage)) throw new PdfRefusal('scanned');
  result.warnings.push('This document holds no text that could be translated.');
}
