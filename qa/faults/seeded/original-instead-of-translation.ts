import type { Fault } from '../fault.ts';

/** The two downloads get mixed up: the user receives his own file. */
const fault: Fault = {
  id: 'original-instead-of-translation',
  title: 'The original is downloaded instead of the translation',
  clause: 'QA-03.upload-review-download',
  reason: /«a PDF is uploaded, translated, reviewed, edited and downloaded» failed/,
  edits: [{ file: 'app/server/routes/documents/files.ts', find: 'await documents.translation({', replace: 'await documents.original({' }],
  restsOn: ['qa/suites/e2e'],
};

export default fault;
