import type { Fault } from '../fault.ts';

/** The verdict is drawn first but comes after everything else in the page, as style sheets can do. */
const fault: Fault = {
  id: 'report-verdict-read-late',
  title: 'A readiness report that reads its details before its verdict',
  clause: 'QA-06.report',
  reason: /a screen reader does not say «heading, Needs attention, level 2» at its place/,
  measured: { above: 0 },
  edits: [
    { file: 'reports/html/page.ts', find: '{hero(report, said)}', replace: '{attention(said, undefined)}' },
    { file: 'reports/html/page.ts', find: '{attention(said, sizes)}', replace: '{hero(report, said)}' },
  ],
  restsOn: ['qa/suites/report-page', 'qa/suites/read-aloud.ts', 'reports/html', 'reports/fixtures'],
};

export default fault;
