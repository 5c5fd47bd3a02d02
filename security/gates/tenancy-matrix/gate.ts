import type { Gate } from '@transkeep/reports/contract/index.ts';
import { CLAUSES, evaluate } from './evaluate.ts';
import { EvidenceSchema, type TenancyEvidence } from './evidence.ts';
import { gather } from './gather.ts';

const gate: Gate<TenancyEvidence> = {
  id: 'tenancy-matrix',
  title: 'Two users and an admin × every operation, and the rows behind them',
  stages: ['candidate'],
  clauses: CLAUSES,
  needs: ['stack'],
  exclusive: false,
  estimateMs: 10_000,
  timeLimitMs: 4 * 60_000,
  schema: EvidenceSchema,
  gather,
  evaluate,
};

export default gate;
