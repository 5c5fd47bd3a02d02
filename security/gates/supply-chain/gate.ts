import type { Gate } from '@transkeep/reports/contract/index.ts';
import { CLAUSES, evaluate } from './evaluate.ts';
import { EvidenceSchema, type SupplyChainEvidence } from './evidence.ts';
import { gather } from './gather.ts';

const gate: Gate<SupplyChainEvidence> = {
  id: 'supply-chain',
  title: 'Secrets, bill of materials, licences and advisories',
  stages: ['candidate'],
  clauses: CLAUSES,
  needs: ['git'],
  exclusive: false,
  estimateMs: 11_000,
  timeLimitMs: 5 * 60_000,
  schema: EvidenceSchema,
  gather,
  evaluate,
};

export default gate;
