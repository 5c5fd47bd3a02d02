import type { Fault } from '../fault.ts';

/** Someone found the ring around links ugly. */
const fault: Fault = {
  id: 'report-without-focus-ring',
  title: 'A readiness report that does not show the focus',
  clause: 'QA-06.report',
  reason: /nobody sees the focus on/,
  measured: { above: 0 },
  edits: [{ file: 'reports/html/style/base.css', find: 'outline: 3px solid var(--focus);', replace: 'outline: none;' }],
  restsOn: ['qa/suites/report-page', 'qa/suites/read-aloud.ts', 'reports/html', 'reports/fixtures'],
};

export default fault;
