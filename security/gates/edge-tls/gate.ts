import type { Gate } from '@transkeep/reports/contract/index.ts';
import { CLAUSES, evaluate } from './evaluate.ts';
import { type EdgeTlsEvidence, EvidenceSchema } from './evidence.ts';
import { gather } from './gather.ts';

const gate: Gate<EdgeTlsEvidence> = {
  id: 'edge-tls',
  title: 'TLS, certificate, HSTS and redirect of the edge',
  stages: ['candidate'],
  clauses: CLAUSES,
  needs: ['stack'],
  exclusive: false,
  estimateMs: 2_000,
  timeLimitMs: 2 * 60_000,
  schema: EvidenceSchema,
  gather,
  evaluate,
};

export default gate;
