import type { Gate } from '@transkeep/reports/contract/index.ts';
import { evaluate } from './evaluate.ts';
import { type FlakyTests, FlakyTestsSchema } from './evidence.ts';
import { gather, SUITE_GATES } from './gather.ts';

const gate: Gate<FlakyTests> = {
  id: 'flaky-tests',
  title: 'Tests that passed only when they were tried again',
  stages: ['candidate'],
  clauses: ['QA-08.retries-recorded', 'QA-08.no-pass-on-retry'],
  needs: [],
  after: SUITE_GATES,
  exclusive: false,
  timeLimitMs: 60_000,
  estimateMs: 1_000,
  schema: FlakyTestsSchema,
  gather,
  evaluate,
};

export default gate;
