import type { Gate } from '@transkeep/reports/contract/index.ts';
import { evaluate } from './evaluate.ts';
import { type Accessibility, AccessibilitySchema } from './evidence.ts';
import { gather } from './gather.ts';

const gate: Gate<Accessibility> = {
  id: 'axe',
  title: 'Accessibility: axe on every state, journeys by keyboard and by screen reader',
  stages: ['candidate'],
  clauses: ['QA-06.axe', 'QA-06.contrast', 'QA-06.keyboard', 'QA-06.screen-reader'],
  needs: ['stack', 'chromium'],
  exclusive: false,
  holds: ['chromium'],
  estimateMs: 190_000,
  timeLimitMs: 10 * 60_000,
  schema: AccessibilitySchema,
  gather,
  evaluate,
};

export default gate;
