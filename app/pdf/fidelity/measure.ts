import type { PdfEnginePool } from '../process/pool.ts';
import { plainTranslation } from '../translations.ts';
import type { Block, Extraction, Rendering, Translations } from '../types.ts';
import { unchangedBackground } from './background.ts';
import { blockIou, fontSizeKept, newOverlap, onPage, overflow, pairs } from './boxes.ts';
import { hasPoppler, PopplerFile } from './poppler.ts';
import { linksKept, outlineKept } from './targets.ts';
import type { Comparison, Counts, Fidelity } from './types.ts';
import { residualSource, wordRecall, wordsOf, wordsToGo } from './words.ts';

/** One page's share of pixels outside the text boxes that are unchanged. */
interface PageBackground {
  /** From 1. */
  readonly page: number;
  readonly unchanged: number;
}

interface Translated {
  readonly pdf: Uint8Array;
  readonly password?: string | undefined;
  readonly extraction: Extraction;
  readonly translations: Translations;
  readonly rendering: Rendering;
  /** Most pages whose pictures are compared, spread evenly over the document. Default: all. */
  readonly mostPictures?: number | undefined;
}

/** Measures a translated document against its original. `note` is told, in one line, what could not be measured. */
export async function measureFidelity(
  engine: PdfEnginePool,
  translated: Translated,
  note: (text: string) => void,
): Promise<{ fidelity: Fidelity; counts: Counts; backgrounds: readonly PageBackground[] }> {
  const { pdf, password, extraction, translations, rendering, mostPictures } = translated;
  const output = await engine.extract(rendering.pdf, {});
  const comparison: Comparison = { source: extraction.blocks, output: output.blocks, rendered: rendering.blocks, translations };
  const [before, after] = [await engine.navigation(pdf, { password }), await engine.navigation(rendering.pdf, {})];
  const matched = pairs(comparison);
  const poppler = await hasPoppler();
  if (!poppler) note('background is not measured: pdftoppm is missing (install poppler-utils)');
  const seen = poppler
    ? await PopplerFile.open([{ bytes: pdf, password }, { bytes: rendering.pdf }], ([source, target]) =>
        look(source, target, comparison, extraction.pages, spread(extraction.pages.length, mostPictures)),
      )
    : { backgrounds: [], text: output.blocks.map((b) => b.text).join('\n') };
  const counts: Counts = {
    writtenBlocks: rendering.blocks.length,
    writtenWords: rendering.blocks.reduce((n, { id }) => n + wordsOf(plainTranslation(translations[id])).length, 0),
    links: before.links.length,
    outlineEntries: before.outline.length,
    sourceWords: wordsToGo(comparison).size,
  };
  const fidelity = rounded({
    background: mean(seen.backgrounds.map((b) => b.unchanged)),
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
  return { fidelity, counts, backgrounds: seen.backgrounds };
}

async function look(
  source: PopplerFile | undefined,
  target: PopplerFile | undefined,
  { source: blocks, rendered }: Comparison,
  sizes: Extraction['pages'],
  pages: readonly number[],
): Promise<{ backgrounds: PageBackground[]; text: string }> {
  if (!source || !target) throw new Error('two documents are compared');
  const written = new Map(rendered.map((r) => [r.id, r.box]));
  const backgrounds: PageBackground[] = [];
  for (const page of pages) {
    const texts = blocks
      .filter((b): b is Block => b.page === page && written.has(b.id))
      .flatMap((b) => [b.box, written.get(b.id) ?? b.box]);
    const before = await source.raster(page);
    const scale = scaleOf(before.width, sizes[page - 1]?.width);
    const places = texts.map(([x0, y0, x1, y1]) => [x0 * scale, y0 * scale, x1 * scale, y1 * scale] as const);
    const unchanged = unchangedBackground(before, await target.raster(page), places);
    if (unchanged !== null) backgrounds.push({ page, unchanged });
  }
  return { backgrounds, text: await target.text() };
}

/** Pixels per point: poppler draws a page of a larger UserUnit as if it had none. Rounding to whole pixels is no scale. */
function scaleOf(pixels: number, points = pixels): number {
  return Math.abs(pixels - points) <= 2 ? 1 : pixels / points;
}

/** Pages from 1, at most `most` of them: the first, the last, and others evenly between. */
function spread(pages: number, most = pages): number[] {
  const count = Math.min(pages, most);
  return Array.from({ length: count }, (_, i) => (count === 1 ? 1 : 1 + Math.round((i * (pages - 1)) / (count - 1))));
}

const mean = (values: readonly number[]) => (values.length === 0 ? null : values.reduce((sum, v) => sum + v, 0) / values.length);

function rounded(fidelity: Fidelity): Fidelity {
  const entries = Object.entries(fidelity).map(([key, value]) => [key, value === null ? null : Math.round(value * 1e5) / 1e5]);
  return Object.fromEntries(entries) as unknown as Fidelity;
}
