import { extractDocument } from '@transkeep/app/pdf/extract-document.ts';
import { PopplerFile } from '@transkeep/app/pdf/fidelity/poppler.ts';
import { DEFAULT_LIMITS as limits } from '@transkeep/app/pdf/limits.ts';
import { renderDocument } from '@transkeep/app/pdf/render-document.ts';
import { taggedText } from '@transkeep/app/pdf/translations.ts';
import { describe, expect, test } from 'vitest';
import { bytesOf, CORPUS } from './catalogue.ts';

/** A book's pages say what a booklet's say. */
const documents = CORPUS.filter(({ answer, pages }) => answer === undefined && pages > 1 && pages < 50);

async function expectSamePictures(actual: Uint8Array, expected: Uint8Array, pages: number): Promise<void> {
  await PopplerFile.open([{ pdf: actual }, { pdf: expected }], async ([one, other]) => {
    const range = { from: 1, to: pages };
    const [pictures = [], wanted = []] = await Promise.all([one?.rasters(range), other?.rasters(range)]);
    expect(pictures).toHaveLength(pages);
    for (const [i, { pixels }] of pictures.entries())
      expect(Buffer.compare(pixels, wanted[i]?.pixels ?? Buffer.alloc(1)), `page ${i + 1}`).toBe(0);
  });
}

describe('a page rendered again after an edit, and a document rendered page by page, in documents of every kind', () => {
  test('there are such documents', () => expect(documents.length).toBeGreaterThan(10));

  test.each(documents.map((entry) => [entry.name, entry] as const))('%s are what a whole rendering makes of it', async (_, entry) => {
    const pdf = bytesOf(entry);
    const options = { limits, language: 'es', password: entry.password };
    const { blocks } = await extractDocument(pdf, options);
    const translatable = blocks.filter((block) => block.translatable);
    const first = Object.fromEntries(translatable.map((block) => [block.id, { tagged: `Así: ${taggedText(block)}` }]));
    const edited = translatable.findLast(({ kind }) => kind !== 'outline' && kind !== 'title');
    const second = edited ? { ...first, [edited.id]: 'Escrito a mano, y de otra longitud.' } : first;

    const previous = (await renderDocument(pdf, first, options)).pdf;
    const again = (await renderDocument(pdf, second, { ...options, onlyPages: [edited?.page ?? 1], previous })).pdf;
    const whole = (await renderDocument(pdf, second, options)).pdf;

    expect((await extractDocument(again, { limits })).blocks).toEqual((await extractDocument(whole, { limits })).blocks);
    await expectSamePictures(again, whole, entry.pages);

    const parts = [];
    for (let page = 1; page <= entry.pages; page++) {
      const range = { from: page, to: page };
      parts.push({ range, ...(await renderDocument(pdf, second, { ...options, range })) });
    }
    const [head] = parts;
    const joined = head?.isPart ? (await renderDocument(pdf, second, { ...options, parts })).pdf : head?.pdf;
    expect((await extractDocument(joined ?? pdf, { limits })).blocks).toEqual((await extractDocument(whole, { limits })).blocks);
    await expectSamePictures(joined ?? pdf, whole, entry.pages);
  });
});
