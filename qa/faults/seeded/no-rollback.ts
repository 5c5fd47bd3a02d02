import type { Fault } from '../fault.ts';

/** The circuit breaker still trips, but leaves the broken version in place. */
const fault: Fault = {
  id: 'no-rollback',
  title: 'A failed deployment is not rolled back',
  clause: 'DEP-02.circuit-breaker',
  reason: /does not roll back/,
  edits: [
    {
      file: 'infra/stacks/compute-stack.ts',
      find: 'circuitBreaker: { enable: true, rollback: true }',
      replace: 'circuitBreaker: { enable: true, rollback: false }',
    },
  ],
};

export default fault;
