import type { Gate } from '@transkeep/reports/contract/index.ts';
import { CLAUSES, evaluate, samples } from './evaluate.ts';
import { EvidenceSchema, type LoadEvidence } from './evidence.ts';
import { gather } from './gather.ts';

const gate: Gate<LoadEvidence> = {
  id: 'load-200-users',
  title: '200 users through whole journeys (k6)',
  stages: ['candidate'],
  clauses: CLAUSES,
  needs: ['stack', 'k6'],
  exclusive: true,
  // Two windows of five minutes, and the waiting for quiet before each.
  timeLimitMs: 15 * 60_000,
  estimateMs: 285_000,
  schema: EvidenceSchema,
  gather,
  evaluate,
  samples,
};

export default gate;
