import type { Fault } from '../fault.ts';

/** pdf.js and a second copy of it for old browsers end up in the first page. */
const fault: Fault = {
  id: 'first-page-too-heavy',
  title: 'First page above 200 KB',
  clause: 'PERF-06.initial-bundle',
  reason: /KB gzipped in \d+ files/,
  measured: { above: 200 },
  edits: [
    {
      file: 'app/web/main.tsx',
      find: 'import { createRouter }',
      replace: "import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';\nimport { createRouter }",
    },
    {
      file: 'app/web/main.tsx',
      find: 'void session.restore();',
      replace: 'void session.restore();\nObject.assign(globalThis, { pdfjs });',
    },
  ],
};

export default fault;
