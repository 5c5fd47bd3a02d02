import type { Fault } from '../fault.ts';

/** Text grows into the room around it without asking what stands there. */
const fault: Fault = {
  id: 'neighbours-ignored',
  title: 'Text that grows over its neighbours',
  clause: 'QA-10.new-overlap',
  reason: /worst is/,
  measured: { above: 0.005 },
  edits: [
    {
      file: 'app/pdf/typeset/plan.ts',
      find: 'const obstacles = [...around.texts.filter((rect) => rect !== source.rect), ...beside];',
      replace: 'const obstacles = beside;',
    },
  ],
  restsOn: ['app/pdf/fidelity', 'qa/corpus'],
};

export default fault;
