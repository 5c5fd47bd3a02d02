import type { Gate } from '@transkeep/reports/contract/index.ts';
import { CLAUSES, evaluate } from './evaluate.ts';
import { type LayoutFidelity, LayoutFidelitySchema } from './evidence.ts';
import { gather } from './gather.ts';

const gate: Gate<LayoutFidelity> = {
  id: 'layout-fidelity',
  title: 'Layout fidelity on the corpus',
  stages: ['candidate'],
  clauses: CLAUSES,
  needs: ['poppler', 'qpdf', 'apertium'],
  exclusive: false,
  estimateMs: 120_000,
  timeLimitMs: 10 * 60_000,
  schema: LayoutFidelitySchema,
  gather,
  evaluate,
};

export default gate;
