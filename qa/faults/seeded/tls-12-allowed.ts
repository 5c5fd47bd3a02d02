import type { Fault } from '../fault.ts';

/** An old client is let in: the edge speaks TLS 1.2 again. */
const fault: Fault = {
  id: 'tls-12-allowed',
  title: 'TLS 1.2 allowed at the edge',
  clause: 'SEC-01.old-tls-refused',
  reason: /TLSv1\.2 was accepted/,
  edits: [{ file: 'qa/stack/Caddyfile', find: 'protocols tls1.3', replace: 'protocols tls1.2 tls1.3' }],
};

export default fault;
