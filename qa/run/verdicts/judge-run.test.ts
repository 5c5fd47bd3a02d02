import { expect, test } from 'vitest';
import type { Judgement } from './judge.ts';
import { addJudgement } from './judge-run.ts';

const clause = 'DEP-03.starts';
const file = (path: string) => ({ path, sha256: '0' });
const answer = (verdict: 'PASS' | 'FAIL' | 'INCONCLUSIVE', path: string): Judgement => ({
  answers: [{ clause, verdict, reason: path }],
  files: [file(path)],
});
const problem: Judgement = { answers: [], problem: 'hung', files: [file('d')] };

test('of several starts of the system the worst stands, with the evidence of all', () => {
  const pass = answer('PASS', 'a');
  const open = answer('INCONCLUSIVE', 'b');
  const fail = answer('FAIL', 'c');
  for (const [judgements, worst] of [
    [[pass, open, fail, problem], fail],
    [[problem, pass, open], problem],
    [[open, pass], open],
    [[pass, pass], pass],
  ] as const) {
    for (const order of [judgements, judgements.toReversed()]) {
      const all = new Map<string, Judgement>();
      for (const judgement of order) addJudgement(all, 'system-start', judgement);
      expect(all.get('system-start')).toMatchObject({ ...worst, files: order.flatMap(({ files }) => files) });
    }
  }
});
