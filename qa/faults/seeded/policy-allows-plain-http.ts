import type { Fault } from '../fault.ts';

/** Images of a partner are allowed by scheme, plain HTTP included. */
const fault: Fault = {
  id: 'policy-allows-plain-http',
  title: 'Content policy that lets plain HTTP in',
  clause: 'SEC-01.mixed-content',
  reason: /the content security policy allows http:/,
  edits: [{ file: 'qa/stack/Caddyfile', find: "img-src 'self' data: blob:;", replace: "img-src 'self' data: blob: http:;" }],
};

export default fault;
