import type { Fault } from '../fault.ts';

/** The tasks of a book follow one another; the second process has nothing to do. */
const fault: Fault = {
  id: 'pages-one-by-one',
  title: 'Pages of a book are read one after the other',
  clause: 'PERF-11.parallel-pages',
  reason: /× as fast on two cores as on one/,
  measured: { below: 1.5 },
  edits: [
    {
      file: 'app/pdf/process/page-ranges.ts',
      find: 'while (others.length < lanes - 1) others.push(lane());',
      replace: 'while (others.length < lanes - lanes) others.push(lane());',
    },
  ],
};

export default fault;
