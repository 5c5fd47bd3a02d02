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

/** An image as wide and high as this, of two pixels. */
const image = (width: number, height: number) => `q ${width} 0 0 ${height} 0 0 cm BI /W 2 /H 1 /CS /G /BPC 8 ID xx EI Q`;

test('pages that are images without text are named, whatever else has text', async () => {
  const strips = Array.from({ length: 20 }, (_, i) => `q 600 0 0 40 0 ${40 * i} cm BI /W 2 /H 1 /CS /G /BPC 8 ID xx EI Q`).join('\n');
  const text = lines([50, 700, 'A page of text.']);
  const pages = [text, image(600, 800), '/Scan Do', strips, text, `${image(600, 800)} ${text}`, `/Scan Do 3 Tr ${text}`];
  const { kept, warnings } = await extractDocument(await samplePdf(pages, { forms: { Scan: image(600, 800) } }), { limits });
  expect(kept.filter(({ reason }) => reason === 'image-only').map(({ page }) => page)).toEqual([2, 3, 4]);
  expect(warnings).toEqual([
    'Some pages are images without text, such as scans; they stay as they are: 2–4.',
    'Some pages hold text that is invisible, such as that of a scan; it stays in the original language: 7.',
  ]);
});

test.each([
  ['empty', ''],
  ['of a small image', image(300, 200)],
  ['of one colour', 'q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q'],
  ['drawn in large units', 'q 600 0 0 800 0 0 cm 0.1 0.1 0.5 0.5 re f Q q 600 0 0 800 0 0 cm 0.01 w 0 0 m 1 1 l S Q'],
])('a page that is %s is no image', async (_, content) => {
  const { kept } = await extractDocument(await samplePdf([lines([50, 700, 'A page of text.']), content]), { limits });
  expect(kept).toEqual([]);
});

test('progress is told after every page', async () => {
  let pages = 0;
  await extractDocument(await samplePdf(['', '', '']), { limits, onPage: () => pages++ });
  expect(pages).toBe(3);
});
