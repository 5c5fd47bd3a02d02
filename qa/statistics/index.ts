/** Statistics that verdicts rest on: pure, deterministic, each with its source. See README.md. */
export { CONFIDENCE_PER_LOOK, type Decision, decide, holds, type Relation } from './decide.ts';
export { StatisticsError } from './error.ts';
export { independentQuantileInterval } from './order-statistics.ts';
export { proportionInterval } from './proportion-interval.ts';
export { type Interval, type QuantileIntervalInput, quantileInterval } from './quantile-interval.ts';
export { createRandom, type Random } from './random.ts';
