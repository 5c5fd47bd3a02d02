import type { Fault } from '../fault.ts';

/** Folders are lost to the tests, with more of them than came since those on record: everything else passes as before. */
const fault: Fault = {
  id: 'tests-no-longer-found',
  title: 'Tests that nobody runs any more',
  clause: 'QA-07.fewer-tests',
  reason: /^\d+ tests fewer: \d+ are declared/,
  edits: [
    {
      file: 'vitest.config.ts',
      find: "'app/web/**', 'infra/**'",
      replace: "'app/web/**', 'infra/**', 'load/**', 'reports/**', 'security/**'",
    },
  ],
};

export default fault;
