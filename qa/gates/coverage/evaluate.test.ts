import type { Threshold } from '@transkeep/reports/contract/index.ts';
import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { Coverage } from './evidence.ts';

const limits: Record<string, Threshold> = {
  'QA-07.backend-lines': { text: '> 80 %', limit: 80, unit: '%' },
  'QA-07.frontend-lines': { text: '> 70 %', limit: 70, unit: '%' },
  'QA-07.critical-files': { text: '100 %', limit: 100, unit: '%' },
};
const file = (name: string, covered: number, total = 100, branches = { covered: 1, total: 1 }) => ({
  file: name,
  lines: { covered, total },
  branches,
});
const whole: Coverage = {
  passed: 10,
  failed: 0,
  skipped: [],
  declared: 12,
  atLastGo: { commit: null, tests: 12 },
  files: [file('app/server/a.ts', 90), file('app/web/b.tsx', 75), file('app/domain/rule.ts', 100), file('qa/run/verdicts/algebra.ts', 100)],
  criticalFiles: ['app/domain/rule.ts', 'qa/run/verdicts/algebra.ts'],
};
const judge = (change: Partial<Coverage>) =>
  Object.fromEntries(
    evaluate({ ...whole, ...change }, (clause) => limits[clause] ?? { text: '' }).map((answer) => [answer.clause.slice(6), answer]),
  );

test('backend and frontend are counted apart, the harness’s own files in neither', () => {
  const answers = judge({});
  expect(answers['backend-lines']).toMatchObject({ verdict: 'PASS', measured: { value: 95, samples: 200 } });
  expect(answers['frontend-lines']).toMatchObject({ verdict: 'PASS', measured: { value: 75, samples: 100 } });
  expect(answers['critical-files']).toMatchObject({ verdict: 'PASS', measured: { value: 100, samples: 2 } });
  expect(answers['skipped-tests']).toMatchObject({ verdict: 'PASS' });
});

test('the limit itself is not above the limit', () => {
  expect(judge({ files: [file('app/a.ts', 80)] })['backend-lines']).toMatchObject({
    verdict: 'FAIL',
    reason: '80 of 100 lines in 1 files; most are missing in app/a.ts (20)',
  });
});

test('a critical file short of one branch fails by name', () => {
  const files = [...whole.files.slice(0, 3), file('qa/run/verdicts/algebra.ts', 100, 100, { covered: 7, total: 8 })];
  expect(judge({ files })['critical-files']).toMatchObject({
    verdict: 'FAIL',
    reason: 'not covered whole: qa/run/verdicts/algebra.ts (lines 100 of 100, branches 7 of 8)',
    measured: { value: 87.5 },
  });
});

test('a skipped test fails by name', () => {
  expect(judge({ skipped: ['app/a.test.ts › later'] })['skipped-tests']).toMatchObject({
    verdict: 'FAIL',
    reason: '1 skipped, first: app/a.test.ts › later',
  });
});

test.each([
  ['no test passed', { passed: 0 }, ['backend-lines', 'frontend-lines', 'critical-files', 'skipped-tests']],
  ['coverage of no files', { files: [] }, ['backend-lines', 'frontend-lines', 'critical-files']],
  ['a critical file that coverage does not know', { criticalFiles: ['app/moved.ts'] }, ['critical-files']],
  [
    'a critical file without a line',
    { files: [file('app/domain/rule.ts', 0, 0), file('qa/run/verdicts/algebra.ts', 1, 1)] },
    ['critical-files'],
  ],
  ['no critical file named', { criticalFiles: [] }, ['critical-files']],
] as const)('%s decides nothing', (_name, change, clauses) => {
  const answers = judge(change as Partial<Coverage>);
  for (const clause of clauses) expect(answers[clause]?.verdict).toBe('INCONCLUSIVE');
});

test('tests that are fewer than at the last GO are said by number; none at all decide nothing', () => {
  const atLastGo = { commit: 'abcdef1'.padEnd(40, '0'), tests: 15 };
  expect(judge({ atLastGo })['fewer-tests']).toMatchObject({
    verdict: 'FAIL',
    reason: '3 tests fewer: 12 are declared; 15 at the last GO, abcdef1',
    measured: { value: 12, samples: 12 },
  });
  expect(judge({})['fewer-tests']).toMatchObject({ verdict: 'PASS', reason: '12 tests are declared; 12 on record (there was no GO yet)' });
  expect(judge({ declared: 13, atLastGo: { ...atLastGo, tests: 12 } })['fewer-tests']).toMatchObject({ verdict: 'PASS' });
  expect(judge({ declared: 0 })['fewer-tests']).toMatchObject({ verdict: 'INCONCLUSIVE' });
});
