import type { Gate } from '@transkeep/reports/contract/index.ts';
import { runVitestWithCoverage } from '../../suites/vitest/coverage.ts';
import { CLAUSES, evaluate } from './evaluate.ts';
import { type IntegrationTests, IntegrationTestsSchema } from './evidence.ts';

const gate: Gate<IntegrationTests> = {
  id: 'integration-tests',
  title: 'Integration tests on real servers (vitest, supertest)',
  stages: ['candidate'],
  clauses: CLAUSES,
  needs: ['redis-server', 'versitygw'],
  exclusive: false,
  estimateMs: 174_000,
  timeLimitMs: 8 * 60_000,
  schema: IntegrationTestsSchema,
  gather: (context) => runVitestWithCoverage(context, ['integration']),
  evaluate,
};

export default gate;
