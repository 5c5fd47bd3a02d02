import type { Fault } from '../fault.ts';

/** Backups are turned off for a large import, and nobody turns them on again. */
const fault: Fault = {
  id: 'backups-off',
  title: 'Database without backups',
  clause: 'DEP-07.backups',
  reason: /keeps its backups for 0 days/,
  measured: { below: 1 },
  edits: [{ file: 'infra/environments.ts', find: 'multiAz: true, backupDays: 14', replace: 'multiAz: true, backupDays: 0' }],
  alsoRed: ['DEP-09'],
};

export default fault;
