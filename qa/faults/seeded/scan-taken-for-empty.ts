import type { Fault } from '../fault.ts';

/** The look for pages that are pictures goes: a scan comes back as it was, called translated. */
const fault: Fault = {
  id: 'scan-taken-for-empty',
  title: 'Scan translated as an empty document',
  clause: 'SEC-11.scanned',
  reason: /scan-without-text was translated instead of refused/,
  edits: [
    {
      file: 'app/pdf/extract-document.ts',
      find: "  if (pagesOf(document, limits.maxPages).some(hasLargeImage)) throw new PdfRefusal('scanned');\n",
      replace: '',
    },
  ],
};

export default fault;
