import type { Fault } from '../fault.ts';

/** The edge forgets Strict-Transport-Security: the first visit over plain HTTP can be kept there. */
const fault: Fault = {
  id: 'hsts-stripped',
  title: 'HSTS stripped at the edge',
  clause: 'SEC-01.hsts',
  reason: /no HSTS on/,
  measured: { below: 1 },
  edits: [
    { file: 'qa/stack/Caddyfile', find: '\theader Strict-Transport-Security "max-age={$HSTS_MAX_AGE}{$HSTS_SUFFIX}"\n', replace: '' },
  ],
};

export default fault;
