import type { Fault } from '../fault.ts';

/** The look for XFA forms gets lost: their one page, which asks for another reader, is translated. */
const fault: Fault = {
  id: 'xfa-taken-for-a-form',
  title: 'XFA form translated instead of refused',
  clause: 'QA-10.answers',
  reason: /xfa-form \(identity\): (?:kept|translated) instead of too-complex/,
  measured: { above: 0 },
  edits: [
    {
      file: 'app/pdf/extract/document.ts',
      find: '    await refuseXfa(document);\n',
      replace: '',
    },
  ],
  restsOn: ['app/pdf/fidelity', 'qa/corpus'],
};

export default fault;
