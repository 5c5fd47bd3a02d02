import { describe, expect, test } from 'vitest';
import { Bench, fakePlaywright, fakeVitest, passedFile, said } from './bench.ts';

const stack = { users: [], caFile: '/none' } as never;

describe('a vitest that lies', () => {
  test.each([
    ['says nothing at all', {}, /listed nothing/],
    ['lists tests and reports nothing', { declared: [{ file: 'a.test.ts' }] }, /reported nothing/],
    ['writes no coverage', { declared: [{ file: 'a.test.ts' }], results: [] }, /coverage-final\.json/],
    ['has a filter that matched nothing', { declared: [], results: [], coverage: {} }, /no test ran \(0 declared\)/],
    ['reports nothing of what it lists', { declared: [{ file: 'a.test.ts' }], results: [], coverage: {} }, /no test ran \(1 declared\)/],
    [
      'runs fewer tests than it lists',
      { declared: [{ file: '/a.test.ts' }, { file: '/a.test.ts' }], results: [passedFile('/a.test.ts', 1)], coverage: {} },
      /declares 2 tests, 1 ran/,
    ],
    ['writes garbage', { declared: 'garbage', results: 7, coverage: {} }, /unit-tests/],
  ])('%s and exits 0: INCONCLUSIVE', async (_name, says, why) => {
    await using bench = await Bench.open(fakeVitest(says));
    const judgement = said(await bench.gatherAndJudge('unit-tests'));
    expect(judgement).toEqual({ verdicts: ['INCONCLUSIVE'], why: expect.stringMatching(why) });
  });

  test('the same bench passes when vitest does what it says', async () => {
    await using bench = await Bench.open(
      fakeVitest({ declared: [{ file: '/a.test.ts' }], results: [passedFile('/a.test.ts', 1)], coverage: {} }),
    );
    expect(said(await bench.gatherAndJudge('unit-tests')).verdicts).toEqual(['PASS']);
  });

  test('coverage of no files proves nothing', async () => {
    await using bench = await Bench.open(
      fakeVitest({ declared: [{ file: '/a.test.ts' }], results: [passedFile('/a.test.ts', 1)], coverage: {} }),
    );
    const gathered = ['unit-tests', 'integration-tests'];
    for (const id of gathered) expect(await bench.gather(id)).toMatchObject({ outcome: 'ran' });
    const { answers } = await bench.gatherAndJudge('coverage', { gathered });
    expect(Object.fromEntries(answers.map(({ clause, verdict, reason }) => [clause, `${verdict}: ${reason}`]))).toMatchObject({
      'QA-07.backend-lines': 'INCONCLUSIVE: coverage of no files',
      'QA-07.frontend-lines': 'INCONCLUSIVE: coverage of no files',
      'QA-07.critical-files': 'INCONCLUSIVE: no file is named critical',
    });
  });

  test('without the runs that it rests on, coverage says so', async () => {
    await using bench = await Bench.open(fakeVitest({}));
    expect(said(await bench.gatherAndJudge('coverage'))).toEqual({
      verdicts: ['INCONCLUSIVE'],
      why: 'coverage: the gate unit-tests has no evidence to build on',
    });
  });
});

describe('a Playwright that lies', () => {
  const spec = { title: 'a test', file: 'a.spec.ts', tags: ['QA-03.authentication'], tests: [] };
  test.each([
    ['e2e-chromium', 'says nothing at all', undefined, undefined, /playwright --list ended with 0/],
    ['e2e-chromium', 'lists tests and reports nothing', { suites: [] }, undefined, /reported nothing/],
    ['e2e-chromium', 'has no tests', { suites: [] }, { suites: [] }, /no test is declared for it/],
    ['e2e-chromium', 'runs none of the tests it lists', { suites: [{ specs: [spec] }] }, { suites: [] }, /was not run|no test is declared/],
    ['axe', 'has no tests', { suites: [] }, { suites: [] }, /no state is declared/],
  ])('%s: %s and exits 0: INCONCLUSIVE', async (gate, _name, listed, ran, why) => {
    await using bench = await Bench.open(fakePlaywright(listed, ran));
    const judgement = said(await bench.gatherAndJudge(gate, { stack, tools: { chromium: '/bin/true' } }));
    expect(judgement).toEqual({ verdicts: ['INCONCLUSIVE'], why: expect.stringMatching(why) });
  });
});
