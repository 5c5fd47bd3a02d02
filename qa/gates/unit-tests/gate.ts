import type { Gate } from '@transkeep/reports/contract/index.ts';
import { runVitestWithCoverage } from '../../suites/vitest/coverage.ts';
import { evaluate } from './evaluate.ts';
import { type UnitTests, UnitTestsSchema } from './evidence.ts';

const gate: Gate<UnitTests> = {
  id: 'unit-tests',
  title: 'Unit tests (vitest)',
  stages: ['candidate'],
  clauses: ['QA-01.unit-tests'],
  needs: [],
  exclusive: false,
  estimateMs: 161_000,
  timeLimitMs: 8 * 60_000,
  schema: UnitTestsSchema,
  gather: (context) => runVitestWithCoverage(context, ['unit', 'web', 'infra']),
  evaluate,
};

export default gate;
