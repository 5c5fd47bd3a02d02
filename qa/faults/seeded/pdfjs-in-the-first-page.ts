import type { Fault } from '../fault.ts';

/** pdf.js is fetched early, to make the first review faster. */
const fault: Fault = {
  id: 'pdfjs-in-the-first-page',
  title: 'pdf.js loaded with the first page',
  clause: 'PERF-06.lazy-components',
  reason: /pdf\.js is loaded with the first page/,
  edits: [
    {
      file: 'app/web/main.tsx',
      find: 'import { createRouter }',
      replace: "import { openPdf } from './features/review/pdf/open-pdf.ts';\nimport { createRouter }",
    },
    {
      file: 'app/web/main.tsx',
      find: 'void session.restore();',
      replace: 'void session.restore();\nObject.assign(globalThis, { openPdf });',
    },
  ],
};

export default fault;
