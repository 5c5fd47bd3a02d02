import { PDFDocument } from '@cantoo/pdf-lib';
import { openDocument } from '../extract/open.ts';
import { extractDocument } from '../extract-document.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { renderDocument } from '../render-document.ts';

/** Every block read and written back as itself: all of the engine's work, none of a translator's. Out: pages done. */
export async function identity(pdf: Uint8Array): Promise<number> {
  const { blocks, pages } = await extractDocument(pdf, { limits: DEFAULT_LIMITS });
  const same = Object.fromEntries(blocks.filter(({ translatable }) => translatable).map(({ id, text }) => [id, text]));
  await renderDocument(pdf, same, { language: 'en', limits: DEFAULT_LIMITS });
  return pages.length;
}

/** The least that any engine on these two libraries must do: pdf.js interprets every page, pdf-lib loads and saves the file. */
export async function floor(pdf: Uint8Array): Promise<number> {
  const document = await openDocument(pdf);
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    await page.getOperatorList();
    page.cleanup();
  }
  const pages = document.numPages;
  await document.loadingTask.destroy();
  const copy = await PDFDocument.load(pdf, { updateMetadata: false });
  await copy.save({ updateFieldAppearances: false });
  return pages;
}
