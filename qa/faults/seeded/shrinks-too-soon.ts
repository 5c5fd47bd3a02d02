import type { Fault } from '../fault.ts';

/** The free room around a text is no longer offered to it: what is longer than it was becomes smaller. */
const fault: Fault = {
  id: 'shrinks-too-soon',
  title: 'Text made smaller although there is room',
  clause: 'QA-10.font-size',
  reason: /short: .*form \(apertium\)/,
  measured: { below: 0.92 },
  edits: [
    {
      file: 'app/pdf/typeset/plan.ts',
      find: 'extra: room.left + right,',
      replace: 'extra: 0,',
    },
    {
      file: 'app/pdf/typeset/plan.ts',
      find: 'height: y1 - y0 + room.below,',
      replace: 'height: y1 - y0,',
    },
  ],
  restsOn: ['app/pdf/fidelity', 'qa/corpus'],
};

export default fault;
