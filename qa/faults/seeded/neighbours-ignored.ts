import type { Fault } from '../fault.ts';

/** Text may grow downwards by a line, whatever stands there. */
const fault: Fault = {
  id: 'neighbours-ignored',
  title: 'Text that grows over its neighbours',
  clause: 'QA-10.new-overlap',
  reason: /short: .*paper \(apertium\)/,
  measured: { above: 0.005 },
  edits: [
    {
      file: 'app/pdf/typeset/room.ts',
      find: 'below: free > 3 ? Math.max(0, Math.min(free - 0.3 * size, 1.3 * size)) : 0,',
      replace: 'below: 1.3 * size,',
    },
  ],
  restsOn: ['app/pdf/fidelity', 'qa/corpus'],
};

export default fault;
