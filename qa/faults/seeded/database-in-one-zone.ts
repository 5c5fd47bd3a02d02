import type { Fault } from '../fault.ts';

/** Somebody saves money: the production database gives up its standby in the second zone. */
const fault: Fault = {
  id: 'database-in-one-zone',
  title: 'Production database without its standby',
  clause: 'DEP-07.multi-az',
  reason: /is not Multi-AZ/,
  edits: [{ file: 'infra/environments.ts', find: 'multiAz: true', replace: 'multiAz: false' }],
};

export default fault;
