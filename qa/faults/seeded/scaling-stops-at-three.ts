import type { Fault } from '../fault.ts';

/** The ceiling of the test phase stays in place: at the fourth hungry task users wait. */
const fault: Fault = {
  id: 'scaling-stops-at-three',
  title: 'Production never scales beyond three API tasks',
  clause: 'DEP-02.max-tasks',
  reason: /scales up to 3 tasks/,
  measured: { below: 5 },
  edits: [{ file: 'infra/environments.ts', find: 'api: { minTasks: 2, maxTasks: 5,', replace: 'api: { minTasks: 2, maxTasks: 3,' }],
};

export default fault;
