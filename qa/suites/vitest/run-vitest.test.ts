import { expect, test } from 'vitest';
import { joinFiles } from './run-vitest.ts';

const result = (name: string, statuses: string[], status = 'passed', message = '') => ({
  name,
  status,
  message,
  assertionResults: statuses.map((one, index) => ({
    fullName: `test ${index}`,
    status: one,
    failureMessages: one === 'failed' ? ['Error: no\n at x'] : [],
  })),
});

test('counts what ran beside what was declared', () => {
  expect(
    joinFiles(
      '/r',
      [{ file: '/r/a.test.ts' }, { file: '/r/a.test.ts' }],
      [result('/r/a.test.ts', ['passed', 'failed', 'skipped', 'todo'], 'failed')],
    ),
  ).toEqual([
    {
      file: 'a.test.ts',
      declared: 2,
      passed: 1,
      skipped: ['test 2', 'test 3'],
      failed: [{ test: 'test 1', message: 'Error: no' }],
      error: null,
    },
  ]);
});

test('keeps a file that was declared and never ran, and one that could not be loaded', () => {
  expect(joinFiles('/r', [{ file: '/r/lost.test.ts' }], [result('/r/broken.test.ts', [], 'failed', 'Cannot find module\nmore')])).toEqual([
    { file: 'broken.test.ts', declared: 0, passed: 0, skipped: [], failed: [], error: 'Cannot find module' },
    { file: 'lost.test.ts', declared: 1, passed: 0, skipped: [], failed: [], error: null },
  ]);
});
