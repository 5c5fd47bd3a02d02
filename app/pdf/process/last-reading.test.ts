import { afterEach, expect, test, vi } from 'vitest';
import { DEFAULT_LIMITS } from '../limits.ts';
import { renderDocument } from '../render-document.ts';
import { lines, samplePdf } from '../testing/sample.ts';
import type { Extraction, Rendering, Translations } from '../types.ts';
import { digestOf } from './digest.ts';
import { LastReading } from './last-reading.ts';
import { perform } from './perform.ts';

afterEach(() => {
  vi.useRealTimers();
});

const OPTIONS = { maxPages: 10 };
const NOT_A_PDF = Buffer.from('nothing that can be read');
const pages = (word: string) => samplePdf([lines([50, 700, `The first ${word} here`]), lines([50, 700, `The second ${word} here`])]);

function task(pdf: Uint8Array, password?: string) {
  return { pdf, password, digest: digestOf(pdf, password), limits: DEFAULT_LIMITS };
}

const extract = async (pdf: Uint8Array, reading: LastReading) =>
  (await perform({ kind: 'extract', ...task(pdf) }, reading, () => {})) as Extraction;

const render = async (pdf: Uint8Array, translations: Translations, reading: LastReading) =>
  (await perform({ kind: 'render', ...task(pdf), translations, language: 'es' }, reading, () => {})) as Rendering;

/** Whether page 1 of this document can be had without reading it: there is nothing else to read. */
async function knows(reading: LastReading, digest: string): Promise<boolean> {
  try {
    await using document = await reading.again(digest)(NOT_A_PDF, OPTIONS);
    return 'blocks' in (await document.page(1));
  } catch (error) {
    expect(error).toMatchObject({ code: 'not-a-pdf' });
    return false;
  }
}

test('a rendering of what was read before is that of a document read anew, to the byte, as often as it is asked for', async () => {
  const pdf = await pages('page');
  const reading = new LastReading();
  const { blocks } = await extract(pdf, reading);
  const translations = Object.fromEntries(blocks.map(({ id }) => [id, `Nuevo texto de ${id}`]));
  expect(await knows(reading, digestOf(pdf, undefined))).toBe(true);
  const anew = await renderDocument(pdf, translations, { limits: DEFAULT_LIMITS, language: 'es' });
  expect(anew.blocks).toHaveLength(2);
  for (let time = 0; time < 2; time++) expect(await render(pdf, translations, reading)).toEqual(anew);
});

test('a document is forgotten for another one, which gets nothing of it', async () => {
  const [mine, yours] = [await pages('secret'), await pages('letter')];
  const reading = new LastReading();
  await extract(mine, reading);
  const translations = { p1b1: 'Primera' };
  const anew = await renderDocument(yours, translations, { limits: DEFAULT_LIMITS, language: 'es' });
  expect(await render(yours, translations, reading)).toEqual(anew);
  expect((await extract(anew.pdf, new LastReading())).blocks.map(({ text }) => text)).toEqual(['Primera', 'The second letter here']);
  expect(await knows(reading, digestOf(mine, undefined))).toBe(false);
});

test('a document is forgotten when it can be read no more, and after a while', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const pdf = await pages('page');
  const reading = new LastReading();
  await extract(pdf, reading);
  await vi.advanceTimersByTimeAsync(119_000);
  expect(await knows(reading, digestOf(pdf, undefined))).toBe(true);
  await vi.advanceTimersByTimeAsync(121_000);
  expect(await knows(reading, digestOf(pdf, undefined))).toBe(false);
  await extract(pdf, reading);
  await expect(extract(NOT_A_PDF, reading)).rejects.toMatchObject({ code: 'not-a-pdf' });
  expect(await knows(reading, digestOf(pdf, undefined))).toBe(false);
});

test('nothing is kept of a document with more than a bounded number of glyphs', async () => {
  const dense = lines(...Array.from({ length: 700 }, (_, i): [number, number, string] => [50, 790 - i, 'x'.repeat(100)]));
  const pdf = await samplePdf([dense, dense]);
  const reading = new LastReading();
  await using document = await reading.anew(digestOf(pdf, undefined))(pdf, OPTIONS);
  await document.page(1);
  expect(await knows(reading, digestOf(pdf, undefined))).toBe(true);
  await document.page(2);
  expect(await knows(reading, digestOf(pdf, undefined))).toBe(false);
});

test('one file with two passwords is two documents', () => {
  const pdf = Buffer.from('%PDF-');
  const digests = [digestOf(pdf, undefined), digestOf(pdf, 'a'), digestOf(pdf, 'b'), digestOf(Buffer.from('%PDF-a'), undefined)];
  expect(new Set(digests).size).toBe(4);
});
