import type { Fault } from '../fault.ts';

/** Queue and cache get the same parameters: under pressure jobs vanish without a trace. */
const fault: Fault = {
  id: 'queue-evicts',
  title: 'Queue that forgets jobs when it is full',
  clause: 'DEP-08.queue',
  reason: /0 Redis groups have noeviction/,
  edits: [{ file: 'infra/stacks/data-stack.ts', find: "maxmemoryPolicy: 'noeviction'", replace: "maxmemoryPolicy: 'allkeys-lru'" }],
};

export default fault;
