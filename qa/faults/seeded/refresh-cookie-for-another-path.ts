import type { Fault } from '../fault.ts';

/** The refresh cookie is set for a path that no route has. */
const fault: Fault = {
  id: 'refresh-cookie-for-another-path',
  title: 'Session lost when the page is loaded again',
  clause: 'QA-03.authentication',
  reason: /«the session lasts over a reload/,
  edits: [{ file: 'app/server/routes/sessions/routes.ts', find: "path: '/api/v1/sessions' }", replace: "path: '/api/v1/session' }" }],
  restsOn: ['qa/suites/e2e'],
};

export default fault;
