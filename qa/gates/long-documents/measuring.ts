/** What judging takes from where it was measured: a number and pure functions. */
export { TEXT_HEAVY } from '../../benchmarks/text-heavy.ts';
export { gapIn, noiseIn } from '../../calibration/noise.ts';
