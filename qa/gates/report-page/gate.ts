import type { Gate } from '@transkeep/reports/contract/index.ts';
import { evaluate } from './evaluate.ts';
import { type ReportPage, ReportPageSchema } from './evidence.ts';
import { gather } from './gather.ts';

const gate: Gate<ReportPage> = {
  id: 'report-page',
  title: 'The readiness report itself: axe, keyboard, screen reader',
  stages: ['candidate'],
  clauses: ['QA-06.report'],
  needs: ['chromium'],
  exclusive: false,
  holds: ['chromium'],
  estimateMs: 60_000,
  timeLimitMs: 8 * 60_000,
  schema: ReportPageSchema,
  gather,
  evaluate,
};

export default gate;
