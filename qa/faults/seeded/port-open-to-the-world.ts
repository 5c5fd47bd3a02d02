import type { Fault } from '../fault.ts';

/** A rule for everybody is added to look for an error, and stays. */
const fault: Fault = {
  id: 'port-open-to-the-world',
  title: 'Load balancer open to every address',
  clause: 'DEP-09.no-open-ingress',
  reason: /lets in 0\.0\.0\.0\/0/,
  edits: [
    {
      file: 'infra/stacks/compute-stack.ts',
      find: 'ec2.Peer.prefixList(environment.cloudFrontPrefixListId)',
      replace: 'ec2.Peer.anyIpv4()',
    },
  ],
};

export default fault;
