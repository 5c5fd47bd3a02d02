import { expect, test } from 'vitest';
import { lines, samplePdf } from '../testing/sample.ts';
import { openForEditing } from './open.ts';

const changed = async (from: RegExp, to: string) => {
  const file = Buffer.from(await samplePdf([lines([50, 700, 'One.'])])).toString('latin1');
  return new Uint8Array(Buffer.from(file.replace(from, to), 'latin1'));
};

test('objects with numbers that no reader knows are left out', async () => {
  const { context } = await openForEditing(await changed(/\b4 0 obj/, '99999999999999999999 0 obj'));
  expect(context.largestObjectNumber).toBeLessThan(100);
});

test('a file without a catalogue is damaged', async () => {
  await expect(openForEditing(await changed(/\/Root \d+ 0 R/, ''))).rejects.toMatchObject({ code: 'damaged' });
});
