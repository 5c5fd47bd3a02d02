import type { Fault } from '../fault.ts';

/** The database is made reachable for a tool on somebody’s laptop. */
const fault: Fault = {
  id: 'database-on-the-internet',
  title: 'Database with a public address',
  clause: 'DEP-09.private-database',
  reason: /is not kept from having a public address/,
  edits: [{ file: 'infra/constructs/database.ts', find: 'publiclyAccessible: false', replace: 'publiclyAccessible: true' }],
};

export default fault;
