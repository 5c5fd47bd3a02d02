import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { afterAll, expect, test } from 'vitest';
import { createPdfEngine } from '../process/pool.ts';
import { lines, samplePdf } from '../testing/sample.ts';
import { measureFidelity } from './measure.ts';
import { PopplerFailure, PopplerFile } from './poppler.ts';

const engine = createPdfEngine({ processes: 1, warm: false });
afterAll(() => engine.close());

test('a protected document opens with its user’s password and with its owner’s, and with no other', async () => {
  const document = await PDFDocument.load(await samplePdf([lines([50, 700, 'Secret words'])]));
  document.encrypt({ userPassword: 'open sesame', ownerPassword: 'owner' });
  const pdf = await document.save();
  const textWith = (password: string) => PopplerFile.open([{ pdf, password }], async ([file]) => (await file?.text())?.trim());
  expect(await textWith('open sesame')).toBe('Secret words');
  expect(await textWith('owner')).toBe('Secret words');
  const refused = textWith('wrong');
  await expect(refused).rejects.toThrow(PopplerFailure);
  await expect(refused).rejects.toThrow(/^pdftotext failed \(1\): .*password/);
});

test('the largest page there is is drawn with fewer dots', async () => {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([14_400, 14_400]);
  page.drawText('A poster for everyone', { x: 1000, y: 9000, size: 600, font });
  page.drawRectangle({ x: 1000, y: 1000, width: 5000, height: 5000 });
  const pdf = await document.save();
  const extraction = await engine.extract(pdf, {});
  const translations = { p1b1: 'Un cartel para todos' };
  const rendering = await engine.render(pdf, translations, { language: 'es' });
  const notes: string[] = [];
  const [measures] = await measureFidelity(engine, { pdf, extraction }, [{ translations, rendering }], {
    note: (text) => notes.push(text),
  });
  expect(notes).toEqual([]);
  expect(measures?.fidelity.background).toBeGreaterThan(0.9999);
  expect(rendering.blocks).toHaveLength(1);
});
