import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { UnitTests } from './evidence.ts';

const file = {
  file: 'app/a.test.ts',
  declared: 2,
  passed: 3,
  skipped: [],
  failed: [],
  flaky: [],
  attempts: { made: 3, recorded: 3 },
  error: null,
};
const run: UnitTests = { projects: ['unit'], files: [file], retries: 1, exitCode: 0, services: null };
const judge = (change: Partial<UnitTests>) => evaluate({ ...run, ...change })[0];

test('all declared tests ran and passed', () => {
  expect(judge({})).toEqual({
    clause: 'QA-01.unit-tests',
    verdict: 'PASS',
    reason: '3 passed in 1 files',
    measured: { value: 0, unit: 'failed', samples: 3 },
  });
});

test('a failure is named', () => {
  const failed = { ...file, failed: [{ test: 'adds', message: 'expected 3 to be 4' }] };
  expect(judge({ files: [failed], exitCode: 1 })).toMatchObject({
    verdict: 'FAIL',
    reason: '1 of 4 failed, first: app/a.test.ts › adds: expected 3 to be 4',
  });
});

test('a test that passed only when it was tried again is said; QA-08 fails by it', () => {
  const flaky = { ...file, declared: 4, flaky: [{ test: 'waits', message: 'Timeout' }] };
  expect(judge({ files: [flaky] })).toMatchObject({ verdict: 'PASS', reason: '4 passed in 1 files, 1 of them when tried again' });
});

test('a file that does not load is a failure', () => {
  expect(judge({ files: [file, { ...file, file: 'app/b.test.ts', passed: 0, error: 'Cannot find module' }], exitCode: 1 })).toMatchObject({
    verdict: 'FAIL',
    reason: '1 of 4 failed, first: app/b.test.ts: Cannot find module',
  });
});

test('an error outside any test is a failure', () => {
  expect(judge({ exitCode: 1 })).toMatchObject({
    verdict: 'FAIL',
    reason: 'no test failed, but vitest ended with 1: an error outside any test',
  });
});

test.each([
  ['no files', { files: [] }],
  ['a file whose tests vanished', { files: [{ ...file, passed: 0 }] }],
  ['fewer than declared', { files: [{ ...file, passed: 1 }] }],
  ['only skipped tests', { files: [{ ...file, passed: 0, skipped: ['one', 'two'] }] }],
  ['a run ended by a signal', { exitCode: null }],
])('%s decides nothing', (_name, change) => {
  expect(judge(change)?.verdict).toBe('INCONCLUSIVE');
});

test('skipped tests are said', () => {
  expect(judge({ files: [{ ...file, skipped: ['later'] }] })).toMatchObject({ verdict: 'PASS', reason: '3 passed in 1 files, 1 skipped' });
});
