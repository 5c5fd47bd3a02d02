import type { Gate } from '@transkeep/reports/contract/index.ts';
import { CLAUSES, evaluate } from './evaluate.ts';
import { EvidenceSchema, type ForgedTokensEvidence } from './evidence.ts';
import { gather } from './gather.ts';

const gate: Gate<ForgedTokensEvidence> = {
  id: 'forged-tokens',
  title: 'Forged tokens on every operation',
  stages: ['candidate'],
  clauses: CLAUSES,
  needs: ['stack'],
  exclusive: false,
  estimateMs: 10_000,
  timeLimitMs: 3 * 60_000,
  schema: EvidenceSchema,
  gather,
  evaluate,
};

export default gate;
