import type { Fault } from '../fault.ts';

/** The cleaning of active content gets lost when saving is rewritten. */
const fault: Fault = {
  id: 'scripts-left-inside',
  title: 'Scripts of the original run in the translation',
  clause: 'SEC-11.hostile',
  reason: /runs-a-script-and-a-program came back with/,
  edits: [
    {
      file: 'app/pdf/edit/save.ts',
      find: 'removeActiveContent(document.context)',
      replace: '0',
    },
  ],
};

export default fault;
