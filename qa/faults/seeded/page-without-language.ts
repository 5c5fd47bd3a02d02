import type { Fault } from '../fault.ts';

/** The language of the page is lost with a new template: screen readers guess how to pronounce it. */
const fault: Fault = {
  id: 'page-without-language',
  title: 'Page that does not name its language',
  clause: 'QA-06.axe',
  reason: /html-has-lang/,
  measured: { above: 0 },
  edits: [{ file: 'app/web/index.html', find: '<html lang="en">', replace: '<html>' }],
  restsOn: ['qa/suites/a11y'],
};

export default fault;
