import { expect, test } from 'vitest';
import type { FileResult } from './results-reporter.ts';
import { joinFiles } from './run-vitest.ts';

type Attempt = FileResult['tests'][number]['attempts'][number];
const ok: Attempt = { passed: true, message: '', durationMs: 1 };
const bad: Attempt = { passed: false, message: 'no\n at x', durationMs: 1 };
const result = (file: string, tests: FileResult['tests'], error: string | null = null): FileResult => ({ file, error, tests });

test('counts what ran beside what was declared; what passed only when tried again apart', () => {
  const tests: FileResult['tests'] = [
    { test: 'good', state: 'passed', attemptsMade: 1, attempts: [ok] },
    { test: 'broken', state: 'failed', attemptsMade: 2, attempts: [bad, bad] },
    { test: 'flaky', state: 'passed', attemptsMade: 2, attempts: [bad, ok] },
    { test: 'later', state: 'skipped', attemptsMade: 0, attempts: [] },
    { test: 'hung', state: 'pending', attemptsMade: 1, attempts: [] },
  ];
  expect(joinFiles('/r', [{ file: '/r/a.test.ts' }, { file: '/r/a.test.ts' }], [result('/r/a.test.ts', tests)])).toEqual([
    {
      file: 'a.test.ts',
      declared: 2,
      passed: 1,
      skipped: ['later', 'hung'],
      failed: [{ test: 'broken', message: 'no' }],
      flaky: [{ test: 'flaky', message: 'no' }],
      attempts: { made: 6, recorded: 5 },
      error: null,
    },
  ]);
});

test('keeps a file that was declared and never ran, and one that could not be loaded', () => {
  const nothing = { passed: 0, skipped: [], failed: [], flaky: [], attempts: { made: 0, recorded: 0 } };
  expect(joinFiles('/r', [{ file: '/r/lost.test.ts' }], [result('/r/broken.test.ts', [], 'Cannot find module\nmore')])).toEqual([
    { file: 'broken.test.ts', declared: 0, ...nothing, error: 'Cannot find module' },
    { file: 'lost.test.ts', declared: 1, ...nothing, error: null },
  ]);
});
