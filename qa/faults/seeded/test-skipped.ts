import type { Fault } from '../fault.ts';

/** A test that got in the way is skipped, and stays so. */
const fault: Fault = {
  id: 'test-skipped',
  title: 'A test that is skipped',
  clause: 'QA-07.skipped-tests',
  reason: /1 skipped, first: qa\/statistics\/decide\.test\.ts › a NaN holds no relation/,
  measured: { above: 0 },
  edits: [{ file: 'qa/statistics/decide.test.ts', find: "test('a NaN holds no relation'", replace: "test.skip('a NaN holds no relation'" }],
};

export default fault;
