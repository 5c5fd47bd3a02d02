/** How quiet the machine was while a gate measured time. What judges it is pure and stands apart, in noise.ts. See README.md. */
export { type Calibration, CalibrationSchema, type Round } from './evidence.ts';
export { type CalibrateOptions, measureCalibrated } from './measure-calibrated.ts';
