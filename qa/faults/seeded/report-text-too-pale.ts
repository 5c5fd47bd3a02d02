import type { Fault } from '../fault.ts';

/** Secondary text of the report is made lighter, as it looks calmer. */
const fault: Fault = {
  id: 'report-text-too-pale',
  title: 'A readiness report too pale to read',
  clause: 'QA-06.report',
  reason: /color-contrast in/,
  measured: { above: 0 },
  edits: [{ file: 'reports/html/style/base.css', find: '--ink-2: light-dark(#53565c,', replace: '--ink-2: light-dark(#b4b7bc,' }],
  restsOn: ['qa/suites/report-page', 'qa/suites/read-aloud.ts', 'reports/html', 'reports/fixtures'],
};

export default fault;
