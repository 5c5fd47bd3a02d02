import { expect, test } from 'vitest';
import { CalibrationSchema } from '../calibration/evidence.ts';
import { gates } from './gates.ts';

test('every gate that runs alone because it measures time keeps a calibration as evidence', async () => {
  const loaded = await Promise.all(Object.values(gates).map(async (load) => (await load()).default));
  const timed = loaded.filter(({ exclusive }) => exclusive);
  expect(timed.map(({ id }) => id)).toContain('load-200-users');
  const calibration = JSON.stringify(CalibrationSchema);
  expect(timed.filter(({ schema }) => !JSON.stringify(schema).includes(calibration)).map(({ id }) => id)).toEqual([]);
}, 60_000);
