import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { extractDocument } from '../extract-document.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { renderDocument } from '../render-document.ts';

/** Rounds until V8 has compiled what every document needs. */
const ROUNDS = 8;

/** Runs a made-up document through the engine, so that the first real one does not wait for modules, fonts and compilers. */
export async function warmUp(): Promise<void> {
  const pdf = await sample();
  for (let i = 0; i < ROUNDS; i++) {
    const { blocks } = await extractDocument(pdf, { limits: DEFAULT_LIMITS });
    const translations = Object.fromEntries(blocks.map((b) => [b.id, b.text]));
    await renderDocument(pdf, translations, { limits: DEFAULT_LIMITS, language: 'en' });
  }
}

async function sample(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const fonts = [StandardFonts.Helvetica, StandardFonts.TimesRoman, StandardFonts.TimesRomanBold].map((f) => document.embedStandardFont(f));
  for (const font of fonts) {
    const page = document.addPage([595, 842]);
    for (let line = 0; line < 40; line++) {
      page.drawText('The quick brown fox jumps over the lazy dog near the river bank.', { x: 60, y: 780 - 16 * line, size: 11, font });
    }
  }
  return document.save();
}
