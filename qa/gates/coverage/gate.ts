import type { Gate } from '@transkeep/reports/contract/index.ts';
import { evaluate } from './evaluate.ts';
import { type Coverage, CoverageSchema } from './evidence.ts';
import { gather, TEST_GATES } from './gather.ts';

const gate: Gate<Coverage> = {
  id: 'coverage',
  title: 'Coverage of backend, web app and critical files',
  stages: ['candidate'],
  clauses: ['QA-07.backend-lines', 'QA-07.frontend-lines', 'QA-07.critical-files', 'QA-07.skipped-tests', 'QA-07.fewer-tests'],
  needs: [],
  after: TEST_GATES,
  exclusive: false,
  estimateMs: 5_000,
  timeLimitMs: 60_000,
  schema: CoverageSchema,
  gather,
  evaluate,
};

export default gate;
