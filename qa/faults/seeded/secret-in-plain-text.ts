import type { Fault } from '../fault.ts';

/** The key that signs tokens is moved from Secrets Manager into the task definition, where everybody who may describe a task reads it. */
const fault: Fault = {
  id: 'secret-in-plain-text',
  title: 'Signing key in the task definition',
  clause: 'DEP-14.task-definitions',
  measured: { above: 0 },
  reason: /JWT_SECRET stands in plain text/,
  edits: [
    {
      file: 'infra/container-environment.ts',
      find: "RATE_LIMIT: 'on',",
      replace: "RATE_LIMIT: 'on', JWT_SECRET: 'not-a-secret-'.repeat(3),",
    },
  ],
};

export default fault;
