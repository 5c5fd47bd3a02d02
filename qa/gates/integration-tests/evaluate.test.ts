import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { IntegrationTests } from './evidence.ts';

const file = (name: string) => ({
  file: `qa/suites/integration/${name}.integration.test.ts`,
  declared: 1,
  passed: 1,
  skipped: [],
  failed: [],
  flaky: [],
  attempts: { made: 1, recorded: 1 },
  error: null,
});
const run: IntegrationTests = {
  projects: ['integration'],
  files: [file('api.documents'), file('database.row-security'), file('redis.queue'), file('object-storage.contract'), file('translation')],
  retries: 1,
  exitCode: 0,
  services: 'embedded',
};
const verdicts = (change: Partial<IntegrationTests>) =>
  Object.fromEntries(evaluate({ ...run, ...change }).map(({ clause, verdict }) => [clause, verdict]));

test('each kind is judged by its own files, and says on which servers', () => {
  expect(verdicts({})).toEqual({
    'QA-02.api': 'PASS',
    'QA-02.database': 'PASS',
    'QA-02.redis': 'PASS',
    'QA-02.object-storage': 'PASS',
    'QA-02.other': 'PASS',
  });
  expect(evaluate(run)[0]?.reason).toBe('1 passed in 1 files, on embedded servers');
});

test('a failure fails its own kind only', () => {
  const broken = { ...file('redis.queue'), passed: 0, failed: [{ test: 'delivers', message: 'timeout' }] };
  expect(verdicts({ files: [...run.files.slice(0, 2), broken, ...run.files.slice(3)], exitCode: 1 })).toEqual({
    'QA-02.api': 'PASS',
    'QA-02.database': 'PASS',
    'QA-02.redis': 'FAIL',
    'QA-02.object-storage': 'PASS',
    'QA-02.other': 'PASS',
  });
});

test('a failure in a file of no named kind is not lost', () => {
  const broken = { ...file('translation'), passed: 0, failed: [{ test: 'keeps numbers', message: 'lost one' }] };
  expect(verdicts({ files: [...run.files.slice(0, 4), broken], exitCode: 1 })).toEqual({ ...verdicts({}), 'QA-02.other': 'FAIL' });
});

test('a kind without files decides nothing', () => {
  expect(verdicts({ files: run.files.slice(0, 3) })['QA-02.object-storage']).toBe('INCONCLUSIVE');
});

test('nothing decided when no server is named, nothing ran, or less ran than declared', () => {
  expect(new Set(Object.values(verdicts({ services: null })))).toEqual(new Set(['INCONCLUSIVE']));
  expect(new Set(Object.values(verdicts({ files: [] })))).toEqual(new Set(['INCONCLUSIVE']));
  expect(verdicts({ files: [{ ...file('api.documents'), declared: 4 }] })['QA-02.api']).toBe('INCONCLUSIVE');
});

test('an error outside any test fails every kind', () => {
  expect(new Set(Object.values(verdicts({ exitCode: 1 })))).toEqual(new Set(['FAIL']));
});
