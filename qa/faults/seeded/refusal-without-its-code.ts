import type { Fault } from '../fault.ts';

/** The engine's refusals are no longer told from its failures: the user reads that something went wrong here, and tries again and again. */
const fault: Fault = {
  id: 'refusal-without-its-code',
  title: 'Damaged file reported as our own failure',
  clause: 'SEC-11.malformed',
  reason: /was refused as \S+ instead of damaged/,
  edits: [
    {
      file: 'app/worker/jobs/document-errors.ts',
      find: '  if (error instanceof PdfRefusal) return { code: error.code, message: error.message };\n',
      replace: '',
    },
  ],
};

export default fault;
