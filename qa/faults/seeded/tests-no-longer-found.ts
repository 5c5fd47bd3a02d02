import type { Fault } from '../fault.ts';

/** Folders get lost from the pattern by which tests are found, more tests than came since those on record: everything else passes as before. */
const fault: Fault = {
  id: 'tests-no-longer-found',
  title: 'Tests that nobody runs any more',
  clause: 'QA-07.fewer-tests',
  reason: /^\d+ tests fewer: \d+ are declared/,
  edits: [
    {
      file: 'vitest.config.ts',
      find: "include: ['{app,infra,qa,load,security,reports}/**/*.test.ts'],",
      replace: "include: ['{app,infra,qa}/**/*.test.ts'],",
    },
  ],
};

export default fault;
