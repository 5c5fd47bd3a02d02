import type { Navigation } from '../extract/navigation.ts';
import type { Rect } from '../geometry.ts';
import type { PdfEnginePool } from '../process/pool.ts';
import { plainTranslation } from '../translations.ts';
import type { Extraction, PageRange, Rendering, Translations } from '../types.ts';
import { unchangedBackground } from './background.ts';
import { blockIou, fontSizeKept, newOverlap, onPage, overflow, pairs } from './boxes.ts';
import { PopplerFailure, PopplerFile, type Raster } from './poppler.ts';
import { linksKept, outlineKept } from './targets.ts';
import type { Comparison, Counts, Fidelity } from './types.ts';
import { unseenText } from './unseen-text.ts';
import { residualSource, wordRecall, wordsOf, wordsToGo } from './words.ts';

/** One page's share of pixels outside the text boxes that are unchanged. */
interface PageBackground {
  /** From 1. */
  readonly page: number;
  readonly unchanged: number;
}

/** A document as it was. */
export interface Original {
  readonly pdf: Uint8Array;
  readonly password?: string | undefined;
  readonly extraction: Extraction;
}

/** What was made of it. */
export interface Translated {
  readonly translations: Translations;
  readonly rendering: Rendering;
}

interface Measures {
  readonly fidelity: Fidelity;
  readonly counts: Counts;
  readonly backgrounds: readonly PageBackground[];
}

interface MeasureOptions {
  /** Most pages whose pictures are compared, spread evenly over the document. Default: all. */
  readonly mostPictures?: number;
  /** Is told, in one line, what could not be measured. */
  note(text: string): void;
}

/**
 * Measures translations of one document, which is read and drawn once for all of them; answers in their order. Where Poppler cannot, `background`
 * is null and `residualSource` rests on the engine's own reading. Throws `PdfRefusal` when a document cannot be read (again).
 */
export async function measureFidelity(
  engine: PdfEnginePool,
  { pdf, password, extraction }: Original,
  translated: readonly Translated[],
  { mostPictures, note }: MeasureOptions,
): Promise<Measures[]> {
  const before = await engine.navigation(pdf, { password });
  const outputs: (Compared & { after: Navigation; unseen: string })[] = [];
  for (const { translations, rendering } of translated) {
    const { blocks } = await engine.extract(rendering.pdf, {});
    const after = await engine.navigation(rendering.pdf, {});
    const unseen = await unseenText(rendering.pdf);
    outputs.push({
      pdf: rendering.pdf,
      source: extraction.blocks,
      output: blocks,
      rendered: rendering.blocks,
      translations,
      after,
      unseen,
    });
  }
  const pages = spread(extraction.pages.length, mostPictures);
  const seen = await look({ pdf, password, sizes: extraction.pages }, outputs, pages).catch((error: unknown): Seen[] => {
    if (!(error instanceof PopplerFailure)) throw error;
    note(`background is not measured: ${error.message}`);
    return [];
  });
  return outputs.map(({ after, unseen, ...comparison }, i) => {
    const { output, rendered, translations } = comparison;
    const { backgrounds, sourcePages, text } = seen[i] ?? { backgrounds: [], sourcePages: [], text: output.map((b) => b.text).join('\n') };
    const matched = pairs(comparison);
    const counts: Counts = {
      writtenBlocks: rendered.length,
      writtenWords: rendered.reduce((n, { id }) => n + wordsOf(plainTranslation(translations[id])).length, 0),
      links: before.links.length,
      outlineEntries: before.outline.length,
      sourceWords: wordsToGo(comparison, sourcePages).size,
    };
    const fidelity = rounded({
      background: mean(backgrounds.map((b) => b.unchanged)),
      blockIou: blockIou(matched),
      wordRecall: wordRecall(comparison),
      overflow: overflow(matched),
      newOverlap: newOverlap(comparison),
      fontSizeKept: fontSizeKept(matched),
      links: linksKept(before, after),
      outline: outlineKept(before, after),
      // pdftotext gives what stands on pages only.
      residualSource: residualSource(
        comparison,
        sourcePages,
        [text, unseen, ...output.filter((b) => !onPage(b)).map((b) => b.text)].join('\n'),
      ),
    });
    return { fidelity, counts, backgrounds };
  });
}

interface Compared extends Comparison {
  /** The output's bytes. */
  readonly pdf: Uint8Array;
}

interface Drawn {
  readonly pdf: Uint8Array;
  readonly password: string | undefined;
  readonly sizes: Extraction['pages'];
}

interface Seen {
  readonly backgrounds: PageBackground[];
  readonly sourcePages: readonly string[];
  readonly text: string;
}

/** What poppler sees of each output: how its pages differ from the original's, and both texts. */
function look({ sizes, ...original }: Drawn, outputs: readonly Compared[], pages: readonly number[]): Promise<Seen[]> {
  return PopplerFile.open([original, ...outputs], async ([source, ...targets]) => {
    if (!source) throw new Error('there is an original');
    const sourcePages = await source.pages();
    const seen = await Promise.all(
      targets.map(async (target): Promise<Seen> => ({ backgrounds: [], sourcePages, text: await target.text() })),
    );
    const textsOf = outputs.map(textsByPage);
    for (const range of ranges(pages, sizes)) {
      const dpi = dpiOf(range, sizes);
      const drawn = await source.rasters(range, dpi);
      const scaled = drawn.map((raster, i) => ({
        raster,
        page: range.from + i,
        scale: scaleOf(raster.width, sizes[range.from + i - 1]?.width),
      }));
      for (const [i, target] of targets.entries()) {
        const after = await target.rasters(range, dpi);
        for (const [j, { raster, page, scale }] of scaled.entries()) {
          const texts = textsOf[i]?.get(page) ?? [];
          const places = texts.map(([x0, y0, x1, y1]) => [x0 * scale, y0 * scale, x1 * scale, y1 * scale] as const);
          const unchanged = unchangedBackground(raster, after[j] as Raster, places);
          if (unchanged !== null) seen[i]?.backgrounds.push({ page, unchanged });
        }
      }
    }
    return seen;
  });
}

/** Where the written blocks of each page stood, and where they stand. */
function textsByPage({ source, rendered }: Comparison): Map<number, Rect[]> {
  const written = new Map(rendered.map(({ id, box }) => [id, box]));
  const pages = new Map<number, Rect[]>();
  for (const { id, page, box } of source) {
    const now = written.get(id);
    if (!now) continue;
    const texts = pages.get(page);
    if (texts) texts.push(box, now);
    else pages.set(page, [box, now]);
  }
  return pages;
}

/** Pixels of one page: four times A0. A larger one is drawn with fewer dots, or its picture would not fit into memory. */
const MOST_PIXELS = 32_000_000;

function dpiOf({ from }: PageRange, sizes: Extraction['pages']): number {
  const { width = 0, height = 0 } = sizes[from - 1] ?? {};
  return 72 * Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)));
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

/** Points² drawn by one start of poppler: eight pages of A4. What they take stays bounded, whatever their size. */
const MOST_TOGETHER = 8 * 595 * 842;

/** `[1, 2, 3, 7]` as `[{ from: 1, to: 3 }, { from: 7, to: 7 }]`: as many pages at a time as `MOST_TOGETHER` allows, but at least one. */
export function ranges(pages: readonly number[], sizes: readonly { readonly width: number; readonly height: number }[]): PageRange[] {
  const found: { from: number; to: number; area: number }[] = [];
  for (const page of pages) {
    const { width = 0, height = 0 } = sizes[page - 1] ?? {};
    const area = width * height;
    const last = found.at(-1);
    if (last && last.to === page - 1 && last.area + area <= MOST_TOGETHER) {
      last.to = page;
      last.area += area;
    } else found.push({ from: page, to: page, area });
  }
  return found.map(({ from, to }) => ({ from, to }));
}

const mean = (values: readonly number[]) => (values.length === 0 ? null : values.reduce((sum, v) => sum + v, 0) / values.length);

function rounded(fidelity: Fidelity): Fidelity {
  const entries = Object.entries(fidelity).map(([key, value]) => [key, value === null ? null : Math.round(value * 1e5) / 1e5]);
  return Object.fromEntries(entries) as unknown as Fidelity;
}
