import { PDFArray, PDFDict, PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { removeActiveContent } from './active-content.ts';
import { sweep } from './sweep.ts';

test('scripts and launches go, wherever they stand; links and the page stay', async () => {
  const document = await PDFDocument.create();
  const page = document.addPage();
  const { context, catalog } = document;
  const script = context.register(context.obj({ S: 'JavaScript', JS: PDFString.of('app.alert(1)') }));
  const link = context.obj({ Subtype: 'Link', A: { S: 'URI', URI: PDFString.of('https://example.org'), Next: [script] } });
  catalog.set(PDFName.of('OpenAction'), script);
  catalog.set(PDFName.of('AA'), context.obj({ WC: { S: 'Launch', F: PDFString.of('cmd.exe') } }));
  catalog.set(PDFName.of('Names'), context.obj({ JavaScript: { Names: [PDFString.of('start'), script] } }));
  page.node.set(PDFName.of('Annots'), context.obj([context.register(link)]));

  expect(removeActiveContent(context)).toBe(4);
  sweep(context);

  expect(catalog.get(PDFName.of('OpenAction'))).toBeUndefined();
  expect(catalog.lookup(PDFName.of('AA'), PDFDict).keys()).toEqual([]);
  const annotation = page.node.lookup(PDFName.of('Annots'), PDFArray).lookup(0, PDFDict);
  const action = annotation.lookup(PDFName.of('A'), PDFDict);
  expect(action.lookup(PDFName.of('URI'), PDFString).asString()).toBe('https://example.org');
  expect(action.lookup(PDFName.of('Next'), PDFArray).size()).toBe(0);
  expect(Buffer.from(await document.save({ useObjectStreams: false })).toString('latin1')).not.toMatch(/JavaScript|Launch|alert|cmd\.exe/);
});

test('a document without any is left as it is', async () => {
  const document = await PDFDocument.create();
  document.addPage();
  expect(removeActiveContent(document.context)).toBe(0);
});

test('an empty list of scripts goes, and counts for none', async () => {
  const { context, catalog } = await PDFDocument.create();
  const names = context.obj({ JavaScript: { Names: [] } });
  catalog.set(PDFName.of('Names'), names);
  expect(removeActiveContent(context)).toBe(0);
  expect(names.keys()).toEqual([]);
});
