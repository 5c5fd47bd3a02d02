import type { Fault } from '../fault.ts';

/** Not the scripts but the whole tree of names is taken out: attachments hang on it as well. */
const fault: Fault = {
  id: 'all-names-taken-for-scripts',
  title: 'Attachments lost',
  clause: 'QA-10.interactive',
  reason: /worst is/,
  measured: { below: 1 },
  edits: [
    {
      file: 'app/pdf/edit/active-content.ts',
      find: "const SCRIPTS = PDFName.of('JavaScript');",
      replace: "const SCRIPTS = PDFName.of('Names');",
    },
  ],
  restsOn: ['app/pdf/fidelity', 'qa/corpus'],
};

export default fault;
