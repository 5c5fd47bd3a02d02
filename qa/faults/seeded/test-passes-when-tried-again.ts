import type { Fault } from '../fault.ts';

/** A test depends on what an earlier attempt has left behind. */
const fault: Fault = {
  id: 'test-passes-when-tried-again',
  title: 'A test that passes only when it is tried again',
  clause: 'QA-08.no-pass-on-retry',
  reason: /a NaN holds no relation» passed only when it was tried again/,
  measured: { above: 0 },
  edits: [
    {
      file: 'qa/statistics/decide.test.ts',
      find: "test('a NaN holds no relation', () => {",
      replace: "let attempt = 0;\ntest('a NaN holds no relation', () => {\n  attempt += 1;\n  expect(attempt).toBe(2);",
    },
  ],
};

export default fault;
