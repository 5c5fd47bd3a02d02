import type { Fault } from '../fault.ts';

/** The redirect to HTTPS becomes temporary, so that browsers ask in plain HTTP every time, and turn a POST into a GET. */
const fault: Fault = {
  id: 'redirect-temporary',
  title: 'Plain HTTP redirected for the time being',
  clause: 'DEP-13.redirect',
  reason: /over HTTP answered 302/,
  edits: [{ file: 'qa/stack/Caddyfile', find: '{uri} 308', replace: '{uri} 302' }],
};

export default fault;
