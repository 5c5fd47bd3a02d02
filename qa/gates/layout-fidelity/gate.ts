import type { Gate } from '@transkeep/reports/contract/index.ts';
import { evaluate } from './evaluate.ts';
import { type LayoutFidelity, LayoutFidelitySchema } from './evidence.ts';
import { gather } from './gather.ts';

const gate: Gate<LayoutFidelity> = {
  id: 'layout-fidelity',
  title: 'Layout fidelity on real documents',
  stages: ['candidate'],
  clauses: [
    'QA-10.background',
    'QA-10.block-iou',
    'QA-10.word-recall',
    'QA-10.overflow',
    'QA-10.new-overlap',
    'QA-10.font-size',
    'QA-10.links-outline',
    'QA-10.residual-source',
  ],
  needs: ['poppler', 'apertium'],
  exclusive: false,
  estimateMs: 125_000,
  timeLimitMs: 10 * 60_000,
  schema: LayoutFidelitySchema,
  gather,
  evaluate,
};

export default gate;
