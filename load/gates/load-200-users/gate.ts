import type { Gate } from '@transkeep/reports/contract/index.ts';
import { CLAUSES, evaluate } from './evaluate.ts';
import { EvidenceSchema, type LoadEvidence } from './evidence.ts';
import { gather } from './gather.ts';

const gate: Gate<LoadEvidence> = {
  id: 'load-200-users',
  title: '200 users through whole journeys (k6)',
  stages: ['candidate'],
  clauses: CLAUSES,
  needs: ['stack', 'k6'],
  exclusive: true,
  timeLimitMs: 15 * 60_000,
  schema: EvidenceSchema,
  gather,
  evaluate,
};

export default gate;
