import type { Fault } from '../fault.ts';

/** Certificates are made for ten days, shorter than anybody notices a failed renewal. */
const fault: Fault = {
  id: 'certificate-about-to-expire',
  title: 'Certificate that ends in ten days',
  clause: 'SEC-01.certificate',
  reason: /only \d+\.\d days left/,
  measured: { below: 21 },
  edits: [{ file: 'qa/stack/Caddyfile', find: 'lifetime 2160h', replace: 'lifetime 240h' }],
};

export default fault;
