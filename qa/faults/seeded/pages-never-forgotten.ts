import type { Fault } from '../fault.ts';

/** The layouts of every page read stay, however many there are. */
const fault: Fault = {
  id: 'pages-never-forgotten',
  title: 'Memory grows with every page',
  clause: 'PERF-11.memory-growth',
  reason: /MB a page, interval .* between 100 pages/,
  measured: { above: 0.1 },
  edits: [{ file: 'app/pdf/process/last-reading.ts', find: 'const MAX_MARKS = 120_000;', replace: 'const MAX_MARKS = 120_000_000;' }],
};

export default fault;
