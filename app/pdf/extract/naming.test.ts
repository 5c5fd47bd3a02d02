import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from 'vitest';
import { namingOf } from './naming.ts';

test('of an outline with too many entries the first ones are read', async () => {
  const entry = (title: string, items: unknown[] = []) => ({ title, dest: null, items });
  const document = {
    getMetadata: async () => ({ info: {} }),
    getOutline: async () => [entry('Index', Array(150_000).fill(entry('A word')))],
  };
  const { blocks, warnings } = await namingOf(document as unknown as PDFDocumentProxy);
  expect(warnings).toEqual([]);
  expect(blocks).toHaveLength(5_000);
  expect(blocks.slice(0, 2).map(({ id, text }) => [id, text])).toEqual([
    ['o1', 'Index'],
    ['o2', 'A word'],
  ]);
});
