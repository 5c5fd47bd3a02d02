import { PDFContext, PDFCrossRefStream, PDFRef } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import './cross-references.ts';

test('entries of objects are in order of their numbers, and found without looking at all of them', () => {
  const table = PDFCrossRefStream.create(PDFContext.create().obj({}));
  let looks = 0;
  const numbers = Array.from({ length: 4096 }, (_, i) => ((i * 1597) % 4096) + 1);
  for (const number of numbers) {
    const get = () => {
      looks++;
      return number;
    };
    table.addUncompressedEntry(Object.create(PDFRef.of(number), { objectNumber: { get } }) as PDFRef, number);
  }
  expect(looks).toBeLessThan(2 * 13 * 4096);
  table.updateDict();
  expect(table.dict.toString()).toContain('/Index [ 0 4097 ]');
});
