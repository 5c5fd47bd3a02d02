import type { Fault } from '../fault.ts';

/** Tasks get public addresses to do without a NAT gateway. */
const fault: Fault = {
  id: 'tasks-with-public-addresses',
  title: 'Tasks with public addresses',
  clause: 'DEP-09.private-tasks',
  reason: /does not keep its tasks from having public addresses/,
  edits: [{ file: 'infra/stacks/compute-stack.ts', find: 'assignPublicIp: false', replace: 'assignPublicIp: true' }],
};

export default fault;
