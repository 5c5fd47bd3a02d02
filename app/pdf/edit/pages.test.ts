import { PDFContext, type PDFRef } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { hasLargeImage } from './pages.ts';

const context = PDFContext.create();
const image = (Width: number, Height: number) => context.register(context.stream('', { Subtype: 'Image', Width, Height }));
const resourcesOf = (XObject: Record<string, PDFRef>) => context.obj({ XObject });
const form = (XObject: Record<string, PDFRef>) =>
  context.register(context.stream('', { Subtype: 'Form', Resources: resourcesOf(XObject) }));
const isFound = (XObject: Record<string, PDFRef>) => hasLargeImage({ dict: context.obj({}), resources: resourcesOf(XObject) });

test('an image of the size of a scan is found, by itself and in forms within forms', () => {
  const [scan, icon] = [image(420, 594), image(64, 64)];
  expect(isFound({ icon, scan })).toBe(true);
  expect(isFound({ icon, outer: form({ inner: form({ icon, scan }) }) })).toBe(true);
  expect(isFound({ icon, outer: form({ inner: form({ icon }) }) })).toBe(false);
});

test('forms that hold each other are looked into once', () => {
  const self = context.nextRef();
  context.assign(self, context.stream('', { Subtype: 'Form', Resources: resourcesOf({ other: form({ self }) }) }));
  expect(isFound({ self })).toBe(false);
});
