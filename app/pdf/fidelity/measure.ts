import type { PdfEnginePool } from '../process/pool.ts';
import { plainTranslation } from '../translations.ts';
import type { Block, Extraction, Rendering, Translations } from '../types.ts';
import { unchangedBackground } from './background.ts';
import { blockIou, fontSizeKept, newOverlap, onPage, overflow, pairs } from './boxes.ts';
import { hasPoppler, PopplerFile } from './poppler.ts';
import { linksKept, outlineKept } from './targets.ts';
import type { Comparison, Counts, Fidelity } from './types.ts';
import { residualSource, wordRecall, wordsOf, wordsToGo } from './words.ts';

interface Translated {
  readonly pdf: Uint8Array;
  readonly password?: string | undefined;
  readonly extraction: Extraction;
  readonly translations: Translations;
  readonly rendering: Rendering;
}

/** Measures a translated document against its original. `note` is told, in one line, what could not be measured. */
export async function measureFidelity(
  engine: PdfEnginePool,
  translated: Translated,
  note: (text: string) => void,
): Promise<{ fidelity: Fidelity; counts: Counts }> {
  const { pdf, password, extraction, translations, rendering } = translated;
  const output = await engine.extract(rendering.pdf, {});
  const comparison: Comparison = { source: extraction.blocks, output: output.blocks, rendered: rendering.blocks, translations };
  const [before, after] = [await engine.navigation(pdf, { password }), await engine.navigation(rendering.pdf, {})];
  const matched = pairs(comparison);
  const poppler = await hasPoppler();
  if (!poppler) note('background is not measured: pdftoppm is missing (install poppler-utils)');
  const seen = poppler
    ? await PopplerFile.open([{ bytes: pdf, password }, { bytes: rendering.pdf }], ([source, target]) =>
        look(source, target, comparison, extraction.pages.length),
      )
    : { background: null, text: output.blocks.map((b) => b.text).join('\n') };
  const counts: Counts = {
    writtenBlocks: rendering.blocks.length,
    writtenWords: rendering.blocks.reduce((n, { id }) => n + wordsOf(plainTranslation(translations[id])).length, 0),
    links: before.links.length,
    outlineEntries: before.outline.length,
    sourceWords: wordsToGo(comparison).size,
  };
  const fidelity = rounded({
    background: seen.background,
    blockIou: blockIou(matched),
    wordRecall: wordRecall(comparison),
    overflow: overflow(matched),
    newOverlap: newOverlap(comparison),
    fontSizeKept: fontSizeKept(matched),
    links: linksKept(before, after),
    outline: outlineKept(before, after),
    // pdftotext gives what stands on pages only.
    residualSource: residualSource(comparison, [seen.text, ...output.blocks.filter((b) => !onPage(b)).map((b) => b.text)].join('\n')),
  });
  return { fidelity, counts };
}

async function look(
  source: PopplerFile | undefined,
  target: PopplerFile | undefined,
  { source: blocks, rendered }: Comparison,
  pages: number,
): Promise<{ background: number | null; text: string }> {
  if (!source || !target) throw new Error('two documents are compared');
  const written = new Map(rendered.map((r) => [r.id, r.box]));
  const shares: number[] = [];
  for (let page = 1; page <= pages; page++) {
    const texts = blocks
      .filter((b): b is Block => b.page === page && written.has(b.id))
      .flatMap((b) => [b.box, written.get(b.id) ?? b.box]);
    const share = unchangedBackground(await source.raster(page), await target.raster(page), texts);
    if (share !== null) shares.push(share);
  }
  const background = shares.length === 0 ? null : shares.reduce((sum, s) => sum + s, 0) / shares.length;
  return { background, text: await target.text() };
}

function rounded(fidelity: Fidelity): Fidelity {
  const entries = Object.entries(fidelity).map(([key, value]) => [key, value === null ? null : Math.round(value * 1e5) / 1e5]);
  return Object.fromEntries(entries) as unknown as Fidelity;
}
