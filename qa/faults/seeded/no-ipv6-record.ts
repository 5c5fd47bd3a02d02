import type { Fault } from '../fault.ts';

/** The IPv6 record is left out: users with IPv6 alone reach nothing. */
const fault: Fault = {
  id: 'no-ipv6-record',
  title: 'Domain without its AAAA record',
  clause: 'DEP-13.records',
  reason: /AAAA/,
  edits: [{ file: 'infra/stacks/edge-stack.ts', find: "    new route53.AaaaRecord(this, 'Ipv6', { zone, target });\n", replace: '' }],
};

export default fault;
