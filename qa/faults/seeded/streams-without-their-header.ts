import type { Fault } from '../fault.ts';

/** Another function of zlib looks the same and leaves out the header that PDF asks for. */
const fault: Fault = {
  id: 'streams-without-their-header',
  title: 'Streams that readers cannot inflate',
  clause: 'QA-10.opens',
  reason: /error decoding stream data/,
  measured: { above: 0 },
  edits: [
    {
      file: 'app/pdf/edit/flate.ts',
      find: "import { deflateSync } from 'node:zlib';",
      replace: "import { deflateRawSync as deflateSync } from 'node:zlib';",
    },
  ],
  restsOn: ['app/pdf/fidelity', 'qa/corpus'],
};

export default fault;
