import type { Fault } from '../fault.ts';

/** The monitoring interval goes to zero to save its cost. */
const fault: Fault = {
  id: 'database-unwatched',
  title: 'Database without enhanced monitoring',
  clause: 'DEP-07.monitoring',
  reason: /has no enhanced monitoring/,
  edits: [
    {
      file: 'infra/constructs/database.ts',
      find: 'monitoringInterval: Duration.seconds(60)',
      replace: 'monitoringInterval: Duration.seconds(0)',
    },
  ],
};

export default fault;
