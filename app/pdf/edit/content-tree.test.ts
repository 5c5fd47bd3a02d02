import { PDFContext, type PDFRef } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { IDENTITY } from '../geometry.ts';
import { readStream } from './content-tree.ts';

/** Reads a stream that paints `/F`, a form XObject of this content, in which it is `/F` again. */
function read(content: string, form: string) {
  const context = PDFContext.create();
  const F: PDFRef = context.nextRef();
  const resources = context.obj({ XObject: { F } });
  context.assign(F, context.stream(form, { Type: 'XObject', Subtype: 'Form', Resources: resources }));
  return readStream({ path: '', owner: resources, bytes: Buffer.from(content), resources }, IDENTITY);
}

test('images are found, in forms too, however many there are', () => {
  expect(read('q 2 0 0 3 10 20 cm /F Do Q', '/Image Do')?.pictures).toEqual([[10, 20, 12, 23]]);
  expect(read('/F Do', '/Image Do '.repeat(150_000))?.pictures).toHaveLength(150_000);
});

test.each([
  ['used more often than on any page', '/F Do '.repeat(20_001), ''],
  ['nested in themselves', '/F Do', '/F Do'],
])('forms that are %s are not followed', (_, content, form) => {
  expect(read(content, form)).toBeUndefined();
});
