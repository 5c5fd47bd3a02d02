import type { Fault } from '../fault.ts';

/** Smaller letters are made cheaper than narrower ones or another line. */
const fault: Fault = {
  id: 'shrinks-too-soon',
  title: 'Text made smaller sooner than it must',
  clause: 'QA-10.font-size',
  reason: /worst is/,
  measured: { below: 0.92 },
  edits: [
    {
      file: 'app/pdf/typeset/fit.ts',
      find: 'cost: 10 * (1 - t.scale)',
      replace: 'cost: 1 * (1 - t.scale)',
    },
  ],
  restsOn: ['app/pdf/fidelity', 'qa/corpus'],
};

export default fault;
