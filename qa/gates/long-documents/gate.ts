import type { Gate } from '@transkeep/reports/contract/index.ts';
import { CLAUSES, evaluate } from './evaluate.ts';
import { type LongDocuments, LongDocumentsSchema } from './evidence.ts';
import { gather } from './gather.ts';

const gate: Gate<LongDocuments> = {
  id: 'long-documents',
  title: 'What documents cost, long ones above all',
  stages: ['candidate'],
  clauses: CLAUSES,
  needs: ['redis-server'],
  exclusive: true,
  timeLimitMs: 6 * 60_000,
  estimateMs: 75_000,
  schema: LongDocumentsSchema,
  gather,
  evaluate,
};

export default gate;
