import type { Gate } from '@transkeep/reports/contract/index.ts';
import { evaluate } from './evaluate.ts';
import { type SystemStart, SystemStartSchema } from './evidence.ts';

/**
 * Does the whole system become ready? The runner starts it once for all gates and saves this gate's evidence while it does,
 * so nothing is gathered here: starting a second system to judge the first would prove nothing about it.
 */
const gate: Gate<SystemStart> = {
  id: 'system-start',
  title: 'The whole system starts',
  stages: ['candidate'],
  clauses: ['DEP-03.starts'],
  needs: ['stack'],
  exclusive: false,
  timeLimitMs: 60_000,
  schema: SystemStartSchema,
  gather: () => Promise.reject(new Error('the runner itself gathers this evidence, while it starts the system')),
  evaluate,
};

export default gate;
