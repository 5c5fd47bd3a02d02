import type { Fault } from '../fault.ts';

/** Queue and cache get the same parameters: a full cache answers with errors. */
const fault: Fault = {
  id: 'cache-refuses',
  title: 'Cache that refuses when it is full',
  clause: 'DEP-08.cache',
  reason: /0 Redis groups have allkeys-lru/,
  edits: [{ file: 'infra/stacks/data-stack.ts', find: "maxmemoryPolicy: 'allkeys-lru'", replace: "maxmemoryPolicy: 'noeviction'" }],
};

export default fault;
