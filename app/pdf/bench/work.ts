import { PDFDocument } from '@cantoo/pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { READING } from '../extract/open.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { digestOf } from '../process/digest.ts';
import { LastReading } from '../process/last-reading.ts';
import { perform } from '../process/perform.ts';
import { ownTexts } from '../translations.ts';
import type { Extraction } from '../types.ts';

/** What is measured. Each runs in a process of its own, as the engine changes how pdf.js works in its process. */
export type Work = 'identity' | 'floor';

export const WORKS: Readonly<Record<Work, (pdf: Uint8Array) => Promise<{ pages: number; characters: number }>>> = { identity, floor };

/** As in an engine process, one at a time: each document takes the place of the last. */
const reading = new LastReading();

/** Every block read and written back as itself, by the two tasks that an engine process is given for it; nothing is known of the document before. */
async function identity(pdf: Uint8Array): Promise<{ pages: number; characters: number }> {
  const task = () => ({ pdf, digest: digestOf(pdf, undefined), limits: DEFAULT_LIMITS });
  const { blocks, pages } = (await perform({ kind: 'extract', ...task() }, reading, () => {})) as Extraction;
  await perform({ kind: 'render', ...task(), translations: ownTexts(blocks), language: 'en' }, reading, () => {});
  return { pages: pages.length, characters: blocks.reduce((sum, { text }) => sum + text.length, 0) };
}

/**
 * The least that these two libraries do with a file: pdf.js, as it comes, interprets every page once (fonts not drawn and
 * pictures not decoded, as in the engine), and pdf-lib loads and saves it.
 */
async function floor(pdf: Uint8Array): Promise<{ pages: number; characters: number }> {
  const document = await getDocument({ ...READING, data: new Uint8Array(pdf) }).promise;
  const pages = document.numPages;
  for (let number = 1; number <= pages; number++) {
    const page = await document.getPage(number);
    await page.getOperatorList();
    page.cleanup();
  }
  await document.loadingTask.destroy();
  const copy = await PDFDocument.load(pdf, { updateMetadata: false, password: '' });
  await copy.save({ updateFieldAppearances: false });
  return { pages, characters: 0 };
}
