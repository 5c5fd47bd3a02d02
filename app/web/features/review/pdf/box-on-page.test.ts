import { degrees, PDFDocument } from '@cantoo/pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, expect, test } from 'vitest';
import { boxOnPage } from './box-on-page.ts';

beforeAll(async () => {
  // No workers here: pdf.js then uses this one in place.
  // @ts-expect-error the worker has no types of its own
  Object.assign(globalThis, { pdfjsWorker: await import('pdfjs-dist/legacy/build/pdf.worker.mjs') });
});

/** A page of 600 by 800 points, as pdf.js reads it. */
async function page(change: { rotation?: number; cropBox?: [number, number, number, number] } = {}) {
  const document = await PDFDocument.create();
  const added = document.addPage([600, 800]);
  added.setRotation(degrees(change.rotation ?? 0));
  if (change.cropBox) added.setCropBox(...change.cropBox);
  const { promise } = getDocument({ data: await document.save() });
  return (await promise).getPage(1);
}

test('a box from the bottom left becomes shares from the top left', async () => {
  expect(boxOnPage(await page(), [60, 600, 300, 700])).toEqual({ left: 0.1, top: 0.125, width: 0.4, height: 0.125 });
});

test('follows the rotation of the page', async () => {
  expect(boxOnPage(await page({ rotation: 90 }), [0, 0, 60, 80])).toEqual({ left: 0, top: 0, width: 0.1, height: 0.1 });
});

test('follows the crop box', async () => {
  const cropped = await page({ cropBox: [100, 100, 400, 500] });
  expect(boxOnPage(cropped, [100, 500, 300, 600])).toEqual({ left: 0, top: 0, width: 0.5, height: 0.2 });
});
