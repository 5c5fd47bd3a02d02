import { type ClauseId, type ClauseVerdict, limitOf, type Measured, type Thresholds } from '@transkeep/reports/contract/index.ts';
import { holds } from '../../statistics/index.ts';
import type { Coverage } from './evidence.ts';

type FileCoverage = Coverage['files'][number];

const isFrontend = ({ file }: FileCoverage): boolean => file.startsWith('app/web/');
const isBackend = (file: FileCoverage): boolean => file.file.startsWith('app/') && !isFrontend(file);

export function evaluate(evidence: Coverage, thresholds: Thresholds): ClauseVerdict[] {
  return [
    lines('QA-07.backend-lines', evidence, isBackend, thresholds),
    lines('QA-07.frontend-lines', evidence, isFrontend, thresholds),
    critical(evidence, thresholds),
    skipped(evidence),
    fewer(evidence),
  ];
}

function lines(
  clause: ClauseId,
  { passed, files }: Coverage,
  belongs: (file: FileCoverage) => boolean,
  thresholds: Thresholds,
): ClauseVerdict {
  const own = files.filter(belongs);
  const total = own.reduce((sum, file) => sum + file.lines.total, 0);
  const covered = own.reduce((sum, file) => sum + file.lines.covered, 0);
  if (passed === 0) return { clause, verdict: 'INCONCLUSIVE', reason: 'no test passed: coverage of nothing' };
  if (total === 0) return { clause, verdict: 'INCONCLUSIVE', reason: 'coverage of no files' };
  const limit = limitOf(thresholds(clause));
  const value = (100 * covered) / total;
  const worst = own.toSorted((one, other) => missed(other) - missed(one))[0];
  const reason = `${covered} of ${total} lines in ${own.length} files${worst && missed(worst) > 0 ? `; most are missing in ${worst.file} (${missed(worst)})` : ''}`;
  return { clause, verdict: holds(value, '>', limit) ? 'PASS' : 'FAIL', reason, measured: { value, unit: '%', samples: total } };
}

const missed = ({ lines: { covered, total } }: FileCoverage): number => total - covered;

function critical({ passed, files, criticalFiles }: Coverage, thresholds: Thresholds): ClauseVerdict {
  const clause = 'QA-07.critical-files';
  if (passed === 0) return { clause, verdict: 'INCONCLUSIVE', reason: 'no test passed: coverage of nothing' };
  if (criticalFiles.length === 0) return { clause, verdict: 'INCONCLUSIVE', reason: 'no file is named critical' };
  const lost = criticalFiles.find((name) => !files.some(({ file, lines: { total } }) => file === name && total > 0));
  if (lost) return { clause, verdict: 'INCONCLUSIVE', reason: `${lost} is named critical, but coverage does not know it` };
  const own = files.filter(({ file }) => criticalFiles.includes(file));
  const limit = limitOf(thresholds(clause));
  const short = own.filter((file) => !(holds(share(file.lines), '>=', limit) && holds(share(file.branches), '>=', limit)));
  const measured: Measured = {
    value: Math.min(...own.flatMap((file) => [share(file.lines), share(file.branches)])),
    unit: '%',
    samples: own.length,
  };
  if (short.length === 0) return { clause, verdict: 'PASS', reason: `all ${own.length} critical files are covered whole`, measured };
  const words = short.map(
    ({ file, lines: line, branches }) =>
      `${file} (lines ${line.covered} of ${line.total}, branches ${branches.covered} of ${branches.total})`,
  );
  return { clause, verdict: 'FAIL', reason: `not covered whole: ${words.join(', ')}`, measured };
}

/** A file without branches misses none. */
function share({ covered, total }: { covered: number; total: number }): number {
  return total === 0 ? 100 : (100 * covered) / total;
}

function skipped({ passed, failed, skipped: names }: Coverage): ClauseVerdict {
  const clause = 'QA-07.skipped-tests';
  if (passed + failed === 0) return { clause, verdict: 'INCONCLUSIVE', reason: 'no test ran' };
  const measured = { value: names.length, unit: 'skipped', samples: passed + failed + names.length };
  if (names.length === 0) return { clause, verdict: 'PASS', reason: `none of ${measured.samples} tests is skipped`, measured };
  return { clause, verdict: 'FAIL', reason: `${names.length} skipped, first: ${names[0]}`, measured };
}

/** Tests go silently: with a file that is no longer found, with a pattern in the configuration. Whoever takes some away says so in the reviewed number. */
function fewer({ declared, atLastGo: { commit, tests } }: Coverage): ClauseVerdict {
  const clause = 'QA-07.fewer-tests';
  if (declared === 0) return { clause, verdict: 'INCONCLUSIVE', reason: 'no test is declared' };
  const measured = { value: declared, unit: 'tests', samples: declared };
  const before = `${tests} ${commit === null ? 'on record (there was no GO yet)' : `at the last GO, ${commit.slice(0, 7)}`}`;
  if (declared >= tests) return { clause, verdict: 'PASS', reason: `${declared} tests are declared; ${before}`, measured };
  return { clause, verdict: 'FAIL', reason: `${tests - declared} tests fewer: ${declared} are declared; ${before}`, measured };
}
