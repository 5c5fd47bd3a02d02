import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { sweep } from './sweep.ts';

test('what nothing refers to goes, and the rest stays, at the end of a long list, too', async () => {
  const { context, catalog } = await PDFDocument.create();
  const [listed, orphan] = [1, 2].map((number) => context.register(context.obj(number)));
  catalog.set(PDFName.of('List'), context.obj([...Array(150_000).fill(0), listed]));
  expect(sweep(context)).toBe(1);
  expect([listed, orphan].map((ref) => context.lookup(ref) !== undefined)).toEqual([true, false]);
});
