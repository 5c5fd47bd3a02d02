/** Journeys by keyboard and by screen reader are judged like all journeys; the rule lives with those. */
export { judgeJourneys } from '../e2e-chromium/judge-journeys.ts';
