import type { Fault } from '../fault.ts';

/** A copied configuration pins the edge to TLS 1.2. */
const fault: Fault = {
  id: 'tls-13-lost',
  title: 'Edge without TLS 1.3',
  clause: 'SEC-01.tls13',
  reason: /TLS 1\.3 was refused/,
  edits: [{ file: 'qa/stack/Caddyfile', find: 'protocols tls1.3', replace: 'protocols tls1.2 tls1.2' }],
};

export default fault;
