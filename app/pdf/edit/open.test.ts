import { PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { lines, samplePdf } from '../testing/sample.ts';
import { openForEditing } from './open.ts';
import { pagesOf } from './pages.ts';

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

const content = async (pdf: Uint8Array) => {
  const [page] = pagesOf(await openForEditing(pdf), 10);
  return page?.dict.lookup(PDFName.of('Contents')) instanceof PDFRawStream;
};

test.each([
  ['ends in its trailer', /\/Size[\s\S]*$/, ''],
  ['ends in its cross-reference table', /(?<=xref\n0 \d+\n\d+ )[\s\S]*$/, ''],
  ['has no place for its cross-reference table', /(?<=startxref\s)[\s\S]*$/, '?'],
  ['ends in a string of its trailer', />>\s*startxref[\s\S]*$/, '/ID [<00'],
])('a file that %s is opened by its objects', async (_, from, to) => {
  expect(await content(await changed(from, to))).toBe(true);
});

test('a file without a catalogue is damaged', async () => {
  await expect(openForEditing(new TextEncoder().encode('%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<<'))).rejects.toMatchObject({
    code: 'damaged',
  });
});
