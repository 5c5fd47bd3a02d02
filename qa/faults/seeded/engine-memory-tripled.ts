import type { Fault } from '../fault.ts';

/** A customer’s file needs more, so every engine process may take three times the memory and twice the time for a page. */
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
    {
      file: 'app/pdf/limits.ts',
      find: '  pageCpuMs: 10_000,',
      replace: '  pageCpuMs: 20_000,',
    },
  ],
};

export default fault;
