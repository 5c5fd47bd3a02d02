import type { Gate } from '@transkeep/reports/contract/index.ts';
import { CLAUSES, evaluate } from './evaluate.ts';
import { EvidenceSchema, type RouteInventoryEvidence } from './evidence.ts';
import { gather } from './gather.ts';

const gate: Gate<RouteInventoryEvidence> = {
  id: 'route-inventory',
  title: 'Every route documented, every operation behind a session',
  stages: ['candidate'],
  clauses: CLAUSES,
  needs: ['stack'],
  exclusive: false,
  estimateMs: 6_000,
  timeLimitMs: 2 * 60_000,
  schema: EvidenceSchema,
  gather,
  evaluate,
};

export default gate;
