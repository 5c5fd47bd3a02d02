import type { Gate } from '@transkeep/reports/contract/index.ts';
import { evaluate } from './evaluate.ts';
import { type Journeys, JourneysSchema } from './evidence.ts';
import { gather } from './gather.ts';

const gate: Gate<Journeys> = {
  id: 'e2e-chromium',
  title: 'Whole journeys in Chromium (Playwright)',
  stages: ['candidate'],
  clauses: ['QA-03.upload-review-download', 'QA-03.authentication', 'QA-03.tone', 'PERF-06.virtual-scrolling'],
  needs: ['stack', 'chromium'],
  exclusive: false,
  holds: ['chromium'],
  estimateMs: 66_000,
  timeLimitMs: 8 * 60_000,
  schema: JourneysSchema,
  gather,
  evaluate,
};

export default gate;
