import type { Fault } from '../fault.ts';

/** Pages far from the view are kept drawn, against white flashes when one scrolls. */
const fault: Fault = {
  id: 'every-page-drawn',
  title: 'Every page of a document is drawn',
  clause: 'PERF-06.virtual-scrolling',
  reason: /«only the pages near the view are drawn» failed/,
  edits: [{ file: 'app/web/features/review/pdf/page-pane.tsx', find: 'overscan: 1,', replace: 'overscan: 500,' }],
  restsOn: ['qa/suites/e2e'],
};

export default fault;
