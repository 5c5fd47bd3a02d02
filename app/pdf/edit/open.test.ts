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

test('a file whose catalogue is something else is damaged', async () => {
  const file = Buffer.from(await samplePdf([lines([50, 700, 'One.'])])).toString('latin1');
  const stream = /\/Contents (\d+ 0 R)/.exec(file)?.[1];
  const nameless = file.replace('/Type /Catalog', '').replace(/\/Root \d+ 0 R/, `/Root ${stream}`);
  await expect(openForEditing(new Uint8Array(Buffer.from(nameless, 'latin1')))).rejects.toMatchObject({ code: 'damaged' });
});
