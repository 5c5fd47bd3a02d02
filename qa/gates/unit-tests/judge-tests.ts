import type { ClauseId, ClauseVerdict } from '@transkeep/reports/contract/index.ts';
import type { TestFile } from '../../suites/vitest/outcome.ts';

/**
 * The tests of some files, held against one clause: a failure is a FAIL by name; nothing declared, nothing run or fewer run than declared is
 * INCONCLUSIVE. A skipped test is no pass and no failure here, and one that passed when it was tried again has passed: both have clauses of their own
 * (QA-07, QA-08), so that a waiver for one such test hides no other's failure.
 */
export function judgeTests(clause: ClauseId, files: readonly TestFile[], exitCode: number | null): ClauseVerdict {
  const sum = (count: (file: TestFile) => number): number => files.reduce((total, file) => total + count(file), 0);
  const triedAgain = sum((file) => file.flaky.length);
  const passed = sum((file) => file.passed) + triedAgain;
  const skipped = sum((file) => file.skipped.length);
  const declared = sum((file) => file.declared);
  const failures = files.flatMap((file) => [
    ...file.failed.map(({ test, message }) => `${file.file} › ${test}: ${message}`),
    ...(file.error === null ? [] : [`${file.file}: ${file.error}`]),
  ]);
  const ran = passed + failures.length + skipped;
  const measured = { value: failures.length, unit: 'failed', samples: passed + failures.length };
  const say = (verdict: ClauseVerdict['verdict'], reason: string): ClauseVerdict => ({ clause, verdict, reason, measured });
  if (failures.length > 0) return say('FAIL', `${failures.length} of ${ran} failed, first: ${failures[0]}`);
  if (declared === 0 || passed === 0) return say('INCONCLUSIVE', `no test ran (${declared} declared): that is no pass`);
  const ended = (file: TestFile): number => file.passed + file.flaky.length + file.skipped.length;
  const short = files.find((file) => ended(file) < file.declared);
  if (short) return say('INCONCLUSIVE', `${short.file} declares ${short.declared} tests, ${ended(short)} ran`);
  if (exitCode === null) return say('INCONCLUSIVE', 'vitest was ended by a signal');
  if (exitCode !== 0) return say('FAIL', `no test failed, but vitest ended with ${exitCode}: an error outside any test`);
  const notes = [...(triedAgain > 0 ? [`${triedAgain} of them when tried again`] : []), ...(skipped > 0 ? [`${skipped} skipped`] : [])];
  return say('PASS', [`${passed} passed in ${files.length} files`, ...notes].join(', '));
}
