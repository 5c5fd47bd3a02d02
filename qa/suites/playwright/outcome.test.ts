import { expect, test } from 'vitest';
import { joinTests, type PlaywrightReport } from './outcome.ts';

type Attempt = { status: 'passed' | 'failed' | 'timedOut' | 'skipped' | 'interrupted'; message?: string };
type Specs = [title: string, attempts: Attempt[]][];
const group = (name: string, specs: Specs) => ({
  title: name,
  specs: specs.map(([title, attempts]) => ({
    title,
    file: 'a.spec.ts',
    tags: ['@QA-03.authentication'],
    tests: [
      {
        results: attempts.map(({ status, message }, retry) => ({
          retry,
          status,
          duration: 5,
          attachments: [],
          ...(message && { error: { message } }),
        })),
      },
    ],
  })),
});
const report = (...specs: Specs): PlaywrightReport => ({ suites: [{ title: 'a.spec.ts', suites: [group('a group', specs)] }] });
const listed = (...titles: string[]) => report(...titles.map((title): [string, Attempt[]] => [title, []]));
const joined = (declared: PlaywrightReport, results: PlaywrightReport) => joinTests(declared, results).tests;

test('a passed test, with the clauses of its tags', () => {
  expect(joined(listed('one'), report(['one', [{ status: 'passed' }]]))).toEqual([
    {
      title: 'one',
      file: 'a.spec.ts',
      clauses: ['QA-03.authentication'],
      declared: true,
      outcome: 'passed',
      attempts: { made: 1, recorded: 1 },
      failedAttempts: 0,
      error: '',
      durationMs: 5,
    },
  ]);
});

test('a failure keeps what was expected of what, in one line, without colours and call log', () => {
  const message = '\u001b[31mexpect(locator).toBeVisible() failed\u001b[39m\n\nLocator: #list\nTimeout: 5000ms\n\nCall log:\n  - waiting';
  const [one] = joined(listed('one'), report(['one', [{ status: 'timedOut', message }]]));
  const error = 'expect(locator).toBeVisible() failed Locator: #list Timeout: 5000ms';
  expect(one).toMatchObject({ outcome: 'failed', error, failedAttempts: 0 });
});

test('a retry that passed still tells of the failure', () => {
  const [one] = joined(listed('one'), report(['one', [{ status: 'failed', message: 'first' }, { status: 'passed' }]]));
  expect(one).toMatchObject({ outcome: 'passed', failedAttempts: 1, error: 'first', durationMs: 10 });
});

test('what is only declared, only run, skipped or interrupted is told apart', () => {
  const tests = joined(
    listed('a', 'b', 'c'),
    report(['b', [{ status: 'skipped' }]], ['c', [{ status: 'interrupted' }]], ['d', [{ status: 'passed' }]]),
  );
  expect(tests.map(({ title, declared, outcome }) => [title, declared, outcome])).toEqual([
    ['a', true, 'not-run'],
    ['b', true, 'skipped'],
    ['c', true, 'not-run'],
    ['d', false, 'passed'],
  ]);
});

test('no suites, no tests', () => {
  expect(joinTests({ suites: [] }, { suites: [] })).toEqual({ tests: [], attachments: [] });
});

test('two tests of one title in two groups are two tests: neither hides the other', () => {
  const groups: PlaywrightReport = {
    suites: [
      {
        title: 'a.spec.ts',
        suites: [
          group('on a phone', [['signs in', [{ status: 'failed', message: 'no' }]]]),
          group('on a desk', [['signs in', [{ status: 'passed' }]]]),
        ],
      },
    ],
  };
  expect(
    joined(groups, groups)
      .map(({ outcome }) => outcome)
      .sort(),
  ).toEqual(['failed', 'passed']);
});
