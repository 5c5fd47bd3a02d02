/** Statistics that verdicts rest on: pure, deterministic, each with its source. See README.md. */
export { type ChangePoint, changePoints } from './change-points.ts';
export { type Comparison, compareSamples } from './compare-samples.ts';
export { CONFIDENCE_PER_LOOK, type Decision, decide, holds, type Relation } from './decide.ts';
export { StatisticsError } from './error.ts';
export { hodgesLehmann } from './hodges-lehmann.ts';
export { mannKendall, type TrendTest } from './mann-kendall.ts';
export { mannWhitney, type RankSumTest } from './mann-whitney.ts';
export { minimumSamples } from './minimum-samples.ts';
export { independentQuantileInterval } from './order-statistics.ts';
export { proportionInterval } from './proportion-interval.ts';
export { type Interval, type QuantileIntervalInput, quantileInterval } from './quantile-interval.ts';
export { createRandom, type Random } from './random.ts';
export { median } from './ranks.ts';
export { theilSen } from './theil-sen.ts';
