import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { GatherContext } from '@transkeep/reports/contract/index.ts';
import type { FidelityRun } from './evidence.ts';

/** PDFium and qpdf: readers that share no code with the engine, nor with each other. Poppler draws and reads every output besides. */
export async function openReaders(context: GatherContext) {
  const pdfium = await PDFiumLibrary.init();
  return {
    /** What they say against the file `path` with these bytes, which should have `pages` pages. */
    async check(path: string, bytes: Uint8Array, pages: number): Promise<NonNullable<FidelityRun['readers']>> {
      const { exitCode, stdout, stderr } = await context.run(context.tool('qpdf'), ['--check', path]);
      const complaint = `${stdout}\n${stderr}`.split('\n').find((line) => /WARNING|ERROR/i.test(line)) ?? `exit code ${exitCode}`;
      return { qpdf: exitCode === 0 ? '' : complaint.replaceAll(path, 'output'), pdfium: await openWithPdfium(pdfium, bytes, pages) };
    },
    close: () => pdfium.destroy(),
  };
}

/** PDFium says no more than that it will not open a file: its word is the finding. */
async function openWithPdfium(pdfium: PDFiumLibrary, bytes: Uint8Array, pages: number): Promise<string> {
  try {
    const document = await pdfium.loadDocument(bytes);
    const found = document.getPageCount();
    for (let page = 0; page < Math.min(found, 3); page++) document.getPage(page).getText();
    document.destroy();
    return found === pages ? '' : `${found} pages instead of ${pages}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
