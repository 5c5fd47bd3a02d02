import type { Fault } from '../fault.ts';

/** The first try is taken, whether the text fits or not. */
const fault: Fault = {
  id: 'text-never-fitted',
  title: 'Text that is never made to fit its place',
  clause: 'QA-10.overflow',
  reason: /short: .*paper \(apertium\)/,
  measured: { above: 0.005 },
  edits: [
    {
      file: 'app/pdf/typeset/fit.ts',
      find: '    if (result.fitted.overflow) continue;\n',
      replace: '',
    },
  ],
  restsOn: ['app/pdf/fidelity', 'qa/corpus'],
};

export default fault;
