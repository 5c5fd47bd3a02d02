import type { Fault } from '../fault.ts';

/** The check of the first bytes goes, to let files of a strange producer in. */
const fault: Fault = {
  id: 'any-file-is-a-pdf',
  title: 'Files taken without looking at their beginning',
  clause: 'SEC-11.malformed',
  reason: /instead of not-a-pdf/,
  edits: [
    {
      file: 'app/domain/documents/pdf-upload.ts',
      find: 'if (Buffer.from(head.subarray(0, HEADER_WITHIN_BYTES)).includes(HEADER)) {',
      replace: 'if (head.length > 0) {',
    },
  ],
};

export default fault;
