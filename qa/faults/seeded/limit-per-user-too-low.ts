import type { Fault } from '../fault.ts';

/** The limit per user is set for a machine, not for a person who works: requests of every journey are refused. */
const fault: Fault = {
  id: 'limit-per-user-too-low',
  title: 'Rate limit that hits honest users',
  clause: 'PERF-03.error-rate',
  reason: /^\d+ of \d+ requests went wrong; most: \d+ × [a-z-]+ 429/,
  measured: { above: 0.01 },
  edits: [{ file: 'app/server/plugins/rate-limits.ts', find: 'perUser: 300,', replace: 'perUser: 10,' }],
  alsoRed: ['PERF-01'],
};

export default fault;
