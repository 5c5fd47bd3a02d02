import { Check } from 'typebox/value';
import { expect, test } from 'vitest';
import { CalibrationSchema } from './evidence.ts';
import { measureCalibrated } from './measure-calibrated.ts';
import { gapIn } from './noise.ts';

const options = { signal: new AbortController().signal, progress() {}, rounds: 1, work: { repetitions: 2, batches: 3 } };

test('gives the result with a whole calibration around it', async () => {
  const { result, calibration } = await measureCalibrated(async () => 'measured', options);
  expect(result).toBe('measured');
  expect(Check(CalibrationSchema, calibration)).toBe(true);
  expect(calibration.before).toHaveLength(1);
  expect(calibration.after).toHaveLength(1);
  expect(calibration.before[0]?.cpuMs.flat().every((ms) => ms > 0)).toBe(true);
  expect(calibration.before[0]?.loopbackMs.every((ms) => ms > 0)).toBe(true);
  // The result was there at once: only the time is missing that there was nothing to watch in.
  expect([null, 'the machine was not watched for the whole measurement']).toContain(gapIn(calibration));
});

test('waits for quiet as often as asked, says so, and measures all the same', async () => {
  const said: string[] = [];
  // A machine that was a thousand times faster before is never quiet.
  const { declared, before } = (await measureCalibrated(async () => undefined, options)).calibration;
  const earlier = before.map((round) => ({ ...round, cpuMs: [[0.01]] }));
  const { calibration } = await measureCalibrated(async () => undefined, {
    ...options,
    earlier,
    // Other tests beside this one are children of the same parent: here they are noise, not the system.
    ours: [],
    rounds: 2,
    pauseMs: 1,
    progress: (text) => said.push(text),
  });
  expect(calibration.before).toHaveLength(2);
  expect(calibration.after).toHaveLength(1);
  expect(calibration.declared).toEqual(declared);
  expect(said).toEqual([expect.stringMatching(/^waiting for a quiet machine: ./)]);
}, 60_000);

test('lets what the measurement throws through, and an abort end the waiting', async () => {
  await expect(measureCalibrated(() => Promise.reject(new Error('k6 is gone')), options)).rejects.toThrow('k6 is gone');
  const controller = new AbortController();
  controller.abort(new Error('interrupted'));
  await expect(measureCalibrated(async () => 1, { ...options, signal: controller.signal })).rejects.toThrow('interrupted');
});
