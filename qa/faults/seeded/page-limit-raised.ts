import type { Fault } from '../fault.ts';

/** One customer has a long catalogue, so the limit of pages is raised for everybody. */
const fault: Fault = {
  id: 'page-limit-raised',
  title: 'Limit of pages raised by three zeros',
  clause: 'SEC-11.oversized',
  reason: /hundred-thousand-pages/,
  edits: [{ file: 'app/pdf/limits.ts', find: 'maxPages: 1000,', replace: 'maxPages: 1_000_000,' }],
};

export default fault;
