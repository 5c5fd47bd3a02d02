import type { Gate } from '@transkeep/reports/contract/index.ts';
import { evaluate } from './evaluate.ts';
import { type Bundle, BundleSchema } from './evidence.ts';
import { gather } from './gather.ts';

const gate: Gate<Bundle> = {
  id: 'bundle',
  title: 'What the web app loads first',
  stages: ['candidate'],
  clauses: ['PERF-06.initial-bundle', 'PERF-06.code-split', 'PERF-06.lazy-components'],
  needs: [],
  exclusive: false,
  estimateMs: 9_000,
  timeLimitMs: 3 * 60_000,
  schema: BundleSchema,
  gather,
  evaluate,
};

export default gate;
