import type { Fault } from '../fault.ts';

/** A test that got in the way is skipped, and stays so. */
const fault: Fault = {
  id: 'test-skipped',
  title: 'A test that is skipped',
  clause: 'QA-07.skipped-tests',
  reason: /1 skipped, first: qa\/statistics\/decide\.test\.ts › what is no interval decides nothing/,
  measured: { above: 0 },
  edits: [
    {
      file: 'qa/statistics/decide.test.ts',
      find: "('what is no interval decides nothing'",
      replace: ".skip('what is no interval decides nothing'",
    },
  ],
};

export default fault;
