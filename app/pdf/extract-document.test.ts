import { PDFDocument } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { extractDocument } from './extract-document.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { lines, samplePdf } from './testing/sample.ts';

const limits = DEFAULT_LIMITS;
const codeOf = (pdf: Uint8Array, password?: string) =>
  extractDocument(pdf, { limits, password }).then(
    () => 'done',
    (error) => error.code,
  );

async function encrypted(userPassword: string): Promise<Uint8Array> {
  const document = await PDFDocument.load(await samplePdf([lines([50, 700, 'Secret text'])]));
  document.encrypt({ userPassword, ownerPassword: 'owner' });
  return document.save();
}

test.each([
  ['nothing', new Uint8Array(), 'not-a-pdf'],
  ['text', Buffer.from('hello'), 'not-a-pdf'],
  ['a header alone', Buffer.from('%PDF-1.7\n'), 'damaged'],
])('%s is refused', async (_, bytes, code) => {
  expect(await codeOf(new Uint8Array(bytes))).toBe(code);
});

test('a password opens a protected document, a wrong one or none does not', async () => {
  const pdf = await encrypted('open sesame');
  expect(await codeOf(pdf)).toBe('encrypted');
  expect(await codeOf(pdf, 'wrong')).toBe('encrypted');
  expect(await codeOf(pdf, 'open sesame')).toBe('done');
});

test('a document whose user password is empty opens by itself', async () => {
  expect(await codeOf(await encrypted(''))).toBe('done');
});

test('protection that no password opens is told from damage', async () => {
  const file = Buffer.from(await encrypted('')).toString('latin1');
  const bytes = new Uint8Array(Buffer.from(file.replace('/Filter /Standard', '/Filter /Adobe.PubSec'), 'latin1'));
  await expect(extractDocument(bytes, { limits })).rejects.toMatchObject({
    code: 'encrypted',
    message: expect.stringContaining('certificate'),
  });
});

test('more pages or bytes than allowed are too large', async () => {
  const pdf = await samplePdf(['', '', '']);
  await expect(extractDocument(pdf, { limits: { ...limits, maxPages: 2 } })).rejects.toMatchObject({ code: 'too-large' });
  await expect(extractDocument(pdf, { limits: { ...limits, maxBytes: 100 } })).rejects.toMatchObject({ code: 'too-large' });
});

test('a document without text or pictures is empty, not a scan', async () => {
  const { blocks, warnings } = await extractDocument(await samplePdf(['0 0 10 10 re f']), { limits });
  expect(blocks).toEqual([]);
  expect(warnings).toEqual(['This document holds no text that could be translated.']);
});

test('progress is told after every page', async () => {
  let pages = 0;
  await extractDocument(await samplePdf(['', '', '']), { limits, onPage: () => pages++ });
  expect(pages).toBe(3);
});
