import type { Fault } from '../fault.ts';

/** Where one underline goes, all lines of the page do. */
const fault: Fault = {
  id: 'every-line-erased',
  title: 'Drawn lines erased with the underlines',
  clause: 'QA-10.background',
  reason: /short: .*brochure \(/,
  measured: { below: 0.999 },
  edits: [
    {
      file: 'app/pdf/edit/erase.ts',
      find: '      if (erasure.paths.has(',
      replace: '      if (erasure.paths.size > 0 || erasure.paths.has(',
    },
  ],
  restsOn: ['app/pdf/fidelity', 'qa/corpus'],
};

export default fault;
