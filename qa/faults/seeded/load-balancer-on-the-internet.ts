import type { Fault } from '../fault.ts';

/** The load balancer faces the internet, past the edge and its firewall. */
const fault: Fault = {
  id: 'load-balancer-on-the-internet',
  title: 'Load balancer with a public address',
  clause: 'DEP-09.internal-load-balancer',
  reason: /faces the internet/,
  edits: [{ file: 'infra/stacks/compute-stack.ts', find: 'internetFacing: false', replace: 'internetFacing: true' }],
};

export default fault;
