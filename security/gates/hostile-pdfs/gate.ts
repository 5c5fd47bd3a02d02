import type { Gate } from '@transkeep/reports/contract/index.ts';
import { CLAUSES, evaluate } from './evaluate.ts';
import { EvidenceSchema, type HostilePdfsEvidence } from './evidence.ts';
import { gather } from './gather.ts';

const gate: Gate<HostilePdfsEvidence> = {
  id: 'hostile-pdfs',
  title: 'Hostile PDFs through the front door, with a healthy one beside them',
  stages: ['candidate'],
  clauses: CLAUSES,
  needs: ['stack'],
  exclusive: false,
  estimateMs: 25_000,
  timeLimitMs: 6 * 60_000,
  schema: EvidenceSchema,
  gather,
  evaluate,
};

export default gate;
