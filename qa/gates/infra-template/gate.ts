import type { Gate } from '@transkeep/reports/contract/index.ts';
import { CLAUSES, evaluate } from './evaluate.ts';
import { EvidenceSchema, type InfraEvidence } from './evidence.ts';
import { gather } from './gather.ts';

/** The AWS deployment, judged on the templates that production would get. Synthesised here, without an account. */
const gate: Gate<InfraEvidence> = {
  id: 'infra-template',
  title: 'The templates of the AWS deployment',
  stages: ['candidate'],
  clauses: CLAUSES,
  needs: [],
  exclusive: false,
  estimateMs: 30_000,
  timeLimitMs: 3 * 60_000,
  schema: EvidenceSchema,
  gather,
  evaluate,
};

export default gate;
