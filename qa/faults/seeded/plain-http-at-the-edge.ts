import type { Fault } from '../fault.ts';

/** An old client without TLS is let in: every path answers in plain HTTP as well. */
const fault: Fault = {
  id: 'plain-http-at-the-edge',
  title: 'Distribution that answers in plain HTTP',
  clause: 'DEP-13.https-enforced',
  reason: /in plain HTTP/,
  edits: [
    {
      file: 'infra/stacks/edge-stack.ts',
      find: 'cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS',
      replace: 'cloudfront.ViewerProtocolPolicy.ALLOW_ALL',
    },
  ],
};

export default fault;
