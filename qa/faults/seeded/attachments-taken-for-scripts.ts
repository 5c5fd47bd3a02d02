import type { Fault } from '../fault.ts';

/** Attached files are taken out with the scripts, as they may be programs. */
const fault: Fault = {
  id: 'attachments-taken-for-scripts',
  title: 'Attachments lost',
  clause: 'QA-10.interactive',
  reason: /short: handbook \(/,
  measured: { below: 1 },
  edits: [
    {
      file: 'app/pdf/edit/active-content.ts',
      find: '(key === SCRIPTS && ',
      replace: "((key === SCRIPTS || key.asString() === '/EmbeddedFiles') && ",
    },
  ],
  restsOn: ['app/pdf/fidelity', 'qa/corpus'],
};

export default fault;
