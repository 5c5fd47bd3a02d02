import type { Fault } from '../fault.ts';

/** Compression is turned off while a proxy is debugged, and stays off. */
const fault: Fault = {
  id: 'compression-off',
  title: 'Distribution that does not compress',
  clause: 'DEP-05.compression',
  reason: /does not compress/,
  edits: [{ file: 'infra/stacks/edge-stack.ts', find: '      compress: true,', replace: '      compress: false,' }],
};

export default fault;
