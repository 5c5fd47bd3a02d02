import type { PDFDocument, PDFRef } from '@cantoo/pdf-lib';
import { readTree, type StreamNode } from './edit/content-tree.ts';
import { keepLanguageOfDescriptions, writeDescriptions } from './edit/descriptions.ts';
import { type Clone, eraseFromPage } from './edit/erase.ts';
import { moveLinks } from './edit/link-areas.ts';
import { writeNaming } from './edit/naming.ts';
import { openForEditing, wasProtected } from './edit/open.ts';
import { type Page, pagesOf } from './edit/pages.ts';
import { canBeParted, putPart, savePart } from './edit/parts.ts';
import { repairedPages } from './edit/repair.ts';
import { save } from './edit/save.ts';
import { pageContent } from './edit/streams.ts';
import { PageStructure, placesOf } from './edit/structure.ts';
import { followClones } from './edit/structure-elements.ts';
import { Transplant } from './edit/transplant.ts';
import { removeXfa } from './edit/xfa.ts';
import { PdfRefusal } from './errors.ts';
import { layoutsOf, readDocument } from './extract/document.ts';
import type { LaidOut, PageLayout } from './extract/page-layout.ts';
import { type DocumentOptions, numbersOf, requireSize } from './extract-document.ts';
import { keptWarnings } from './kept-warnings.ts';
import { planBlocks, renderedBlock, wantedOf } from './plan-blocks.ts';
import { pushAll } from './push-all.ts';
import { renderNotes } from './render-notes.ts';
import type { Block, Kept, PageRange, RenderedBlock, Rendering, RenderOptions, Translations } from './types.ts';
import { isWritable } from './typeset/language.ts';
import { linkPlaces } from './typeset/link-places.ts';
import { PageFonts } from './typeset/page-fonts.ts';
import { writeBlock } from './typeset/write.ts';

export interface RenderingOptions extends DocumentOptions, Pick<RenderOptions, 'language' | 'onlyPages' | 'previous'> {
  /** Render these pages as a part, if the document has others and can be parted; else all of it. */
  readonly range?: PageRange | undefined;
  /** Parts that all pages were rendered as: what is left is to put them together. */
  readonly parts?: readonly { readonly range: PageRange; readonly pdf: Uint8Array }[] | undefined;
}

export interface RenderedPart extends Rendering {
  /** `pdf` is no document, but one of the `parts` of one. */
  readonly isPart: boolean;
}

/**
 * Writes translations into a document, in this process. Every page is read, planned and changed on its own; a page
 * that cannot be changed safely stays as it is. With `onlyPages` and `previous`, only those pages of an earlier rendering
 * change; titles and outline always do. Throws `PdfRefusal`.
 */
export async function renderDocument(
  pdf: Uint8Array,
  translations: Translations,
  { language, onlyPages, previous, range, parts = [], open = readDocument, onOpen, ...options }: RenderingOptions,
): Promise<RenderedPart> {
  for (const bytes of [pdf, previous ?? pdf]) requireSize(bytes, options.limits);
  if (!isWritable(language)) throw new PdfRefusal('unsupported-language');
  const document = await openForEditing(pdf, options.password);
  const earlier = previous && onlyPages ? await openForEditing(previous) : undefined;
  const fonts = new PageFonts(document.context);
  const result: Omit<Rendering, 'pdf'> = { blocks: [], kept: [], warnings: wasProtected(document) ? [UNPROTECTED] : [] };
  if (removeXfa(document)) result.warnings.push(WITHOUT_XFA);
  const originals = document.context.largestObjectNumber;
  const { maxPages } = options.limits;
  await using reading = await open(pdf, { password: options.password, maxPages });
  const pages = repairedPages(document, reading.pageCount, maxPages);
  const isPart = range !== undefined && (range.from > 1 || (reading.pageCount > range.to && canBeParted(document)));
  onOpen?.(isPart ? reading.pageCount : 0);
  const only = isPart ? numbersOf(range) : onlyPages && new Set(onlyPages);
  const descriptions: Block[] = [];
  const clones: Clone[] = [];
  for await (const layout of layoutsOf(reading, parts.length > 0 ? new Set() : only, options.onPage)) {
    const leaf = pages[layout.page - 1];
    if ('cause' in layout || !leaf) {
      result.kept.push({ page: layout.page, reason: 'page-failed' });
      continue;
    }
    const page = renderPage(document, leaf, layout, translations, fonts);
    const notes = renderNotes(document.context, leaf, layout, translations, fonts);
    for (const blocks of [page.blocks, notes.blocks]) pushAll(result.blocks, blocks);
    for (const kept of [layout.kept, page.kept, notes.kept]) pushAll(result.kept, kept);
    pushAll(descriptions, layout.descriptions);
    pushAll(clones, page.clones);
  }
  fonts.finish();
  if (isPart) return { ...result, isPart, pdf: await savePart(document, pages.slice(range.from - 1, range.to), originals) };
  for (const part of parts) await putPart(document, pages, part, originals);
  followClones(document, clones);
  const described = writeDescriptions(document, pages, descriptions, translations, language);
  const named = writeNaming(document, (await reading.naming()).blocks, translations);
  pushAll(result.kept, named.kept);
  for (const id of [...described.blocks, ...named.written.map((block) => block.id)]) result.blocks.push({ ...ON_NO_PAGE, id });
  if (earlier) transplant(document, earlier, { pages: onlyPages ?? [], described: described.elements, originals, maxPages });
  else keepLanguageOfDescriptions(document);
  const { bytes, removed } = await save(earlier ?? document, language);
  if (removed > 0) result.warnings.push(WITHOUT_SCRIPTS);
  // Of parts, whoever has what all of them kept says it.
  if (parts.length === 0) result.warnings.push(...keptWarnings(result.kept));
  if (bytes.byteLength > options.limits.maxOutputBytes) throw new PdfRefusal('too-large', 'The translated PDF would be too large.');
  return { pdf: bytes, ...result, isPart };
}

interface Changed {
  /** From 1. */
  readonly pages: readonly number[];
  readonly described: readonly PDFRef[];
  readonly originals: number;
  readonly maxPages: number;
}

function transplant(rendered: PDFDocument, earlier: PDFDocument, { pages, described, originals, maxPages }: Changed): void {
  const [from, to] = [pagesOf(rendered, maxPages), pagesOf(earlier, maxPages)];
  if (from.length !== to.length) throw new PdfRefusal('damaged', 'The earlier translation is not one of this PDF: render all of it.');
  const transplant = new Transplant(rendered, earlier, originals);
  for (const number of new Set(pages)) {
    const [page, place] = [from[number - 1], to[number - 1]];
    if (page && place) transplant.page(page, place);
  }
  transplant.descriptions(described);
  transplant.naming();
}

/** Titles and descriptions stand on no page: they have all the room there is. */
const ON_NO_PAGE: Omit<RenderedBlock, 'id'> = { fontSizeRatio: 1, overflow: false, box: [0, 0, 0, 0], place: [0, 0, 0, 0] };
const WITHOUT_XFA = 'This form had a second version of itself in it (XFA), in the original language; the translation leaves that out.';
const WITHOUT_SCRIPTS =
  'This PDF had scripts, or actions that open files or programs, play media or load data; the translation leaves them out.';
const UNPROTECTED = 'The original is protected; the translation is not.';

interface RenderedPage {
  readonly blocks: RenderedBlock[];
  readonly kept: Kept[];
  readonly clones: readonly Clone[];
}

function renderPage(document: PDFDocument, leaf: Page, layout: PageLayout, translations: Translations, fonts: PageFonts): RenderedPage {
  const wanted = wantedOf(layout, translations);
  const kept: Kept[] = [];
  if (wanted.length === 0) {
    // Nothing was found on it: because it is empty, or because it is damaged?
    if (layout.content.operators.size === 0 && !pageContent(leaf.dict)) kept.push({ page: layout.page, reason: 'damaged-content' });
    return { blocks: [], kept, clones: [] };
  }
  const tree = readTree(leaf);
  if (typeof tree === 'string') return { blocks: [], kept: [...kept, { page: layout.page, reason: tree }], clones: [] };
  const { plans, erasure, kept: unwritten } = planBlocks(wanted, translations, layout, tree, 'operator-mismatch');
  pushAll(kept, unwritten);
  if (plans.length === 0) return { blocks: [], kept, clones: [] };
  const erased = eraseFromPage(document.context, leaf, tree, layout.content, erasure);
  const page = fonts.onPage(erased.page);
  const marks = marksOf(document, leaf, wanted, layout, tree);
  const done = plans.map((plan) => {
    const { operators, rect, links } = writeBlock(plan, page.font, page.alpha);
    const mark = marks(plan.source);
    page.append(mark === '' ? operators : `${mark}${operators}EMC\n`);
    return { source: plan.source, links, block: renderedBlock(plan, rect, layout) };
  });
  page.finish();
  moveLinks(leaf, linkPlaces(done, layout.blocks));
  return { blocks: done.map(({ block }) => block), kept, clones: erased.clones };
}

/**
 * How a block's new text begins as marked content of the structure element that the old text was of; '' on a page without structure. The
 * structure forgets the old text.
 */
function marksOf(
  document: PDFDocument,
  leaf: Page,
  wanted: readonly LaidOut[],
  layout: PageLayout,
  tree: StreamNode,
): (block: LaidOut) => string {
  const structure = PageStructure.of(document, leaf);
  if (!structure) return () => '';
  const places = placesOf(tree);
  const ids = new Map<LaidOut, number>();
  // Also those that can't be written this time: ids stay the same for every rendering.
  for (const block of wanted) {
    const place = places.get(block.style.main.run.operator.id);
    const id = place && structure.attach(place, layout.blocks.indexOf(block));
    if (id !== undefined) ids.set(block, id);
    for (const { run } of block.lines.flatMap(({ fragments }) => fragments)) {
      const part = places.get(run.operator.id);
      if (part) structure.forget(part);
    }
  }
  return (block) => {
    const id = ids.get(block);
    if (id !== undefined) return `/Span <</MCID ${id}>> BDC `;
    return structure.isTagged ? '/Artifact BMC ' : '';
  };
}
