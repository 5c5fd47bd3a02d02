import type { Fault } from '../fault.ts';

/** One node each is enough for the load, so the replicas go. */
const fault: Fault = {
  id: 'redis-without-replica',
  title: 'Redis on a single node',
  clause: 'DEP-08.failover',
  reason: /has no replica/,
  edits: [
    {
      file: 'infra/environments.ts',
      find: "cacheNodeType: 'cache.t4g.medium', nodes: 2 }",
      replace: "cacheNodeType: 'cache.t4g.medium', nodes: 1 }",
    },
  ],
};

export default fault;
