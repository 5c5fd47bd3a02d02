import type { Fault } from '../fault.ts';

/** Lines are set as far apart as the font is large, whatever the distance was. */
const fault: Fault = {
  id: 'leading-ignored',
  title: 'Line distance of the original ignored',
  clause: 'QA-10.block-iou',
  reason: /short: .*columns \(identity\)/,
  measured: { below: 0.95 },
  edits: [
    {
      file: 'app/pdf/typeset/write.ts',
      find: 'const y = baseline - i * fitted.leading;',
      replace: 'const y = baseline - i * fitted.size;',
    },
  ],
  restsOn: ['app/pdf/fidelity', 'qa/corpus'],
};

export default fault;
