import type { Fault } from '../fault.ts';

/** Links to the web are taken out with the scripts, as they fetch something too. */
const fault: Fault = {
  id: 'web-links-taken-for-scripts',
  title: 'Links to the web lost',
  clause: 'QA-10.links-outline',
  reason: /short: .*manual \(/,
  measured: { below: 1 },
  edits: [
    {
      file: 'app/pdf/edit/active-content.ts',
      find: "'RichMediaExecute']",
      replace: "'RichMediaExecute', 'URI']",
    },
  ],
  restsOn: ['app/pdf/fidelity', 'qa/corpus'],
};

export default fault;
