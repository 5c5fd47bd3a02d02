import { type ClauseVerdict, verdictOf } from '@transkeep/reports/contract/index.ts';
import type { FlakyTests, Suite } from './evidence.ts';

export function evaluate(evidence: FlakyTests): ClauseVerdict[] {
  return [retriesRecorded(evidence), noPassOnRetry(evidence)];
}

/** An attempt that was made and is not on record could have been the failure that nobody saw. */
function retriesRecorded({ expected, suites }: FlakyTests): ClauseVerdict {
  const made = sum(suites.map(({ attempts }) => attempts.made));
  const recorded = sum(suites.map(({ attempts }) => attempts.recorded));
  return verdictOf('QA-08.retries-recorded', {
    broken: suites
      .filter(({ attempts }) => attempts.made !== attempts.recorded)
      .map(({ gate, attempts }) => `${gate}: ${attempts.made} attempts were made, ${attempts.recorded} are on record`),
    open: whatIsMissing(expected, suites),
    passed: `all ${made} attempts of ${suites.length} suites are on record`,
    measured: { value: recorded, unit: 'attempts', samples: recorded, expected: made },
  });
}

function noPassOnRetry({ expected, suites }: FlakyTests): ClauseVerdict {
  const flaky = suites.flatMap((suite) => suite.flaky);
  const tests = sum(suites.map(testsOf));
  return verdictOf('QA-08.no-pass-on-retry', {
    broken: flaky.map(({ test, message }) => `«${test}» passed only when it was tried again: ${message}`),
    open: whatIsMissing(expected, suites),
    passed: `none of ${tests} tests in ${suites.length} suites needed a second attempt to pass`,
    measured: { value: flaky.length, unit: 'tests', samples: tests },
  });
}

function whatIsMissing(expected: readonly string[], suites: readonly Suite[]): string[] {
  const lost = expected
    .filter((gate) => !suites.some((suite) => suite.gate === gate))
    .map((gate) => `nothing is known of the tests of ${gate}`);
  return [...lost, ...suites.filter((suite) => testsOf(suite) === 0).map(({ gate }) => `no test of ${gate} ran`)];
}

const testsOf = ({ passed, failed, flaky }: Suite): number => passed + failed + flaky.length;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
