/** How quiet the machine was while a gate measured time. See README.md. */
export { type Calibration, CalibrationSchema, type Round } from './evidence.ts';
export { type CalibrateOptions, measureCalibrated } from './measure-calibrated.ts';
export { gapIn, noiseIn } from './noise.ts';
