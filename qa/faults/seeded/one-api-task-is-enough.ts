import type { Fault } from '../fault.ts';

/** Somebody saves money at night: one task is left, and a deployment or a crash of it is an outage. */
const fault: Fault = {
  id: 'one-api-task-is-enough',
  title: 'Production scales down to a single API task',
  clause: 'DEP-02.min-tasks',
  reason: /scales down to 1 tasks/,
  measured: { below: 2 },
  edits: [{ file: 'infra/environments.ts', find: 'api: { minTasks: 2, maxTasks: 5,', replace: 'api: { minTasks: 1, maxTasks: 5,' }],
};

export default fault;
