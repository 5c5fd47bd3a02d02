import type { Fault } from '../fault.ts';

/** A customer’s file needs more memory, so every engine process may take three times as much. */
const fault: Fault = {
  id: 'engine-memory-tripled',
  title: 'Engine process with room for a bomb',
  clause: 'SEC-11.memory',
  reason: /took \d+ MiB/,
  measured: { above: 1024 },
  edits: [
    {
      file: 'app/pdf/limits.ts',
      find: '  rssMb: 768,',
      replace: '  rssMb: 2304,',
    },
  ],
};

export default fault;
