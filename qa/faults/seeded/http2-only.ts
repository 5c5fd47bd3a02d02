import type { Fault } from '../fault.ts';

/** The distribution goes back to HTTP/2, as an example on the web has it. */
const fault: Fault = {
  id: 'http2-only',
  title: 'HTTP/3 not offered',
  clause: 'DEP-05.http3',
  reason: /offers http2/,
  edits: [{ file: 'infra/stacks/edge-stack.ts', find: 'cloudfront.HttpVersion.HTTP2_AND_3', replace: 'cloudfront.HttpVersion.HTTP2' }],
};

export default fault;
