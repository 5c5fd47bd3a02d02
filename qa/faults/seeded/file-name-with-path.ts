import type { Fault } from '../fault.ts';

/** The path in the name of an uploaded file is no longer taken off. */
const fault: Fault = {
  id: 'file-name-with-path',
  title: 'File name that keeps its path',
  clause: 'QA-01.unit-tests',
  reason: /pdf-upload\.test\.ts/,
  measured: { above: 0 },
  edits: [{ file: 'app/domain/documents/pdf-upload.ts', find: "    .replace(/^.*[\\\\/]/, '')\n", replace: '' }],
  restsOn: ['app/domain/documents/pdf-upload.test.ts'],
};

export default fault;
