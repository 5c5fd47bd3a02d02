import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { vocabularyOf } from '../../text/hyphens.ts';
import { type Matrix, overlap, type Rect, rotation, transformRect } from '../geometry.ts';
import { pushAll } from '../push-all.ts';
import type { Alignment, Block, BlockKind, Kept, KeptReason, PageSize } from '../types.ts';
import { alignmentOf } from './alignment.ts';
import type { Appearance } from './appearances.ts';
import { classify, mainOf, type PageFacts } from './classify.ts';
import type { GlyphRun, PageContent } from './content.ts';
import { descriptionsOf, type StructureNode } from './descriptions.ts';
import type { DropCap } from './drop-caps.ts';
import { type Fragment, fragmentsOf } from './fragments.ts';
import { unreadableFonts } from './guessed-letters.ts';
import { type StyledText, styled } from './inline-style.ts';
import { type Leader, type Line, linesOf } from './lines.ts';
import type { LinkArea } from './links.ts';
import { type Paragraph, paragraphsOf } from './paragraphs.ts';
import type { Attached } from './pieces.ts';
import { readingOrder } from './reading-order.ts';
import { type Rule, type Rulings, rulesOn, rulingsOf } from './rulings.ts';
import { spell } from './spelling.ts';

/** A block with all that is needed to write it anew. Coordinates are of the turned plane of its `angle`. */
export interface LaidOut {
  readonly block: Block;
  readonly angle: number;
  readonly rect: Rect;
  /** First line's. */
  readonly baseline: number;
  readonly size: number;
  readonly leading: number;
  /** How far the first line, and the others, begin right of the block's left edge. */
  readonly indent: number;
  readonly hang: number;
  readonly align: Alignment;
  readonly style: StyledText;
  readonly lines: readonly Line[];
  readonly leader?: Leader;
  readonly dropCap?: DropCap;
  /** Lines drawn under its words, or through them. */
  readonly underlines: readonly Rule[];
}

/** The blocks of one content: a page's own, or an annotation's. */
export interface ContentLayout {
  /** From 1. */
  readonly page: number;
  /** User space → the page as displayed. */
  readonly toDisplay: Matrix;
  /** Where it shows, in user space: the page's crop box, the annotation's rectangle. */
  readonly view: Rect;
  /** Points that text keeps from the edges of `view`; undefined where only the text itself tells. */
  readonly margin: number | undefined;
  /** In reading order. */
  readonly blocks: readonly LaidOut[];
  readonly kept: readonly Kept[];
  /** Per angle: drawn lines, and the places of all text, blocks or not. */
  readonly surroundings: ReadonlyMap<number, { readonly rulings: Rulings; readonly texts: readonly Rect[] }>;
  readonly content: PageContent;
}

export interface PageLayout extends ContentLayout {
  readonly size: PageSize;
  /** Of notes and stamps. */
  readonly notes: readonly NoteLayout[];
  /** Of pictures. */
  readonly descriptions: readonly Block[];
}

export interface NoteLayout extends ContentLayout {
  /** pdf.js's id of the annotation. */
  readonly annotation: string;
  /** The appearance's own space → user space. */
  readonly toUser: Matrix;
}

/** Finds the blocks of a page, and those of what has been put on it. */
export function layOutPage(
  page: PDFPageProxy,
  content: PageContent,
  links: readonly LinkArea[],
  appearances: readonly Appearance[],
  structure: StructureNode | null,
): PageLayout {
  const viewport = page.getViewport({ scale: 1 });
  const [a, b, c, d, e, f] = viewport.transform as unknown as Matrix;
  const toDisplay: Matrix = [a, -b, c, -d, e, viewport.height - f];
  const number = page.pageNumber;
  const view = page.view as unknown as Rect;
  const own = layOut({ page: number, toDisplay, view, margin: undefined, content }, links, (draft, i) => ({
    id: `p${number}b${i}`,
    kind: draft.kind,
  }));
  let notes = 0;
  return {
    ...own,
    kept: isImage(own) ? [{ page: number, reason: 'image-only' }] : own.kept,
    size: { width: viewport.width, height: viewport.height, rotation: page.rotate },
    notes: appearances.map(({ annotation, rect, toUser, content }) => ({
      ...layOut({ page: number, toDisplay, view: rect, margin: NOTE_MARGIN, content: framed(content, rect) }, [], ({ kind }) => ({
        id: `p${number}n${++notes}`,
        kind: TRANSLATABLE.has(kind) ? 'note' : kind,
      })),
      annotation,
      toUser,
    })),
    descriptions: descriptionsOf(structure, number, content),
  };
}

/** Has it no text, but images that cover half of it? */
function isImage({ blocks, kept, content, view: [x0, y0, x1, y1] }: ContentLayout): boolean {
  return blocks.length === 0 && kept.length === 0 && content.imageArea > 0.5 * (x1 - x0) * (y1 - y0);
}

/** Text goes no further than the edges of its note, as if they were drawn. */
function framed(content: PageContent, rect: Rect): PageContent {
  return { ...content, paths: [...content.paths, { id: '', rect, color: '', alone: false }] };
}

const widened = ([x0, y0, x1, y1]: Rect): Rect => [x0 - (x1 - x0), y0 - (y1 - y0), x1 + (x1 - x0), y1 + (y1 - y0)];

/** What a block is called: its ordinal counts from 1. */
type Naming = (draft: Draft, ordinal: number) => Pick<Block, 'id' | 'kind'>;

function layOut(place: Omit<ContentLayout, 'blocks' | 'kept' | 'surroundings'>, links: readonly LinkArea[], name: Naming): ContentLayout {
  const { page, toDisplay, view, margin, content } = place;
  // A note is to its words what a cell is: a part of something wider.
  const around = margin === undefined ? view : widened(view);
  const kept: Kept[] = [];
  const surroundings = new Map<number, { rulings: Rulings; texts: Rect[] }>();
  const drafts: Draft[] = [];
  const facts = { unreadable: unreadableFonts(content.runs), mathematical: content.runs.some((run) => run.font.symbols) };
  for (const [angle, { toLocal, fragments }] of byAngle(content.runs, view)) {
    const rulings = rulingsOf(content.paths, toLocal);
    const near = links.map((area) => ({ area, rects: area.quads.map((quad) => transformRect(toLocal, quad)) }));
    const attached: Attached = { toLocal, rules: rulings.rules, links: near };
    const found = draftsOf(fragments, angle, rulings, attached, transformRect(toLocal, around), facts);
    surroundings.set(angle, { rulings, texts: found.map((f) => f.rect) });
    for (const draft of found) {
      if ('kept' in draft) kept.push({ page, reason: draft.kept });
      else drafts.push(draft);
    }
  }
  const level = readingOrder(drafts.filter((d) => d.angle === 0));
  const blocks = [...level, ...drafts.filter((d) => d.angle !== 0)].map((draft, i) => finish(draft, page, name(draft, i + 1), toDisplay));
  for (const { block } of blocks) if (block.kind === 'code' || block.kind === 'formula') kept.push(reason(block, block.kind));
  return { ...place, blocks, kept, surroundings };
}

/** Text that is no block and stays as it is. */
type Untouched = { kept: KeptReason; rect: Rect };
type Draft = Omit<LaidOut, 'block'> & { kind: BlockKind; text: string; lineCount: number };

const TRANSLATABLE: ReadonlySet<BlockKind> = new Set<BlockKind>(['paragraph', 'heading', 'list-item', 'label', 'note']);
/** Points that text keeps from the edge of a note. */
const NOTE_MARGIN = 2;
const reason = (block: Block, why: KeptReason): Kept => ({ page: block.page, reason: why, blockId: block.id });

/** What is written in one direction, and how to turn that level. */
interface Turned {
  readonly toLocal: Matrix;
  readonly fragments: Fragment[];
}

/** Fragments that are on the page, by the direction they are written in. */
function byAngle(runs: readonly GlyphRun[], view: Rect): Map<number, Turned> {
  const groups = new Map<number, Turned>();
  for (const run of runs) {
    if (run.glyphs.every((g) => g.text === '')) continue;
    const degrees = Math.round((run.angle * 180) / Math.PI);
    const angle = (degrees * Math.PI) / 180;
    const group = groups.get(angle) ?? { toLocal: rotation(angle).toLocal, fragments: [] };
    // Of a run that goes on beyond the page, what stands apart there is not seen.
    pushAll(
      group.fragments,
      fragmentsOf(run, group.toLocal).filter((fragment) => onPage(fragment, view)),
    );
    if (group.fragments.length > 0) groups.set(angle, group);
  }
  return groups;
}

function onPage({ glyphs, run: { fontSize } }: Fragment, [x0, y0, x1, y1]: Rect): boolean {
  return glyphs.some((g) => overlap(g.x0, g.x1 + 0.1, x0, x1) > -fontSize && overlap(g.y0, g.y0 + fontSize, y0, y1) > 0);
}

function draftsOf(
  fragments: readonly Fragment[],
  angle: number,
  rulings: Rulings,
  attached: Attached,
  view: Rect,
  facts: Omit<PageFacts, 'usualSize'>,
): (Draft | Untouched)[] {
  const lines = linesOf(fragments, rulings);
  const vocabulary = vocabularyOf(lines);
  const paragraphs = paragraphsOf(lines, rulings);
  const page: PageFacts = { ...facts, usualSize: usual(paragraphs) };
  return paragraphs.map((paragraph) => {
    const spelled = spell(paragraph.lines, attached, vocabulary);
    const found = classify(paragraph, spelled.text, page);
    if ('kept' in found) return { ...found, rect: rectOf(paragraph) };
    const main = mainOf(paragraph);
    const style = styled(spelled, { run: main.run, size: main.size, rise: 0 });
    const align = alignmentOf(paragraph, paragraphs, rulings, [view[0], view[2]]);
    const { size } = style.main;
    return { ...place(paragraph, rulings), rect: rectOf(paragraph, size), text: spelled.text, style, size, kind: found.kind, angle, align };
  });
}

function place(paragraph: Paragraph, rulings: Rulings): Omit<Draft, 'rect' | 'text' | 'style' | 'size' | 'kind' | 'angle' | 'align'> {
  const { lines, x0 } = paragraph;
  const first = lines[0] as Paragraph['lines'][number];
  const last = lines.at(-1) as Paragraph['lines'][number];
  const { size } = mainOf(paragraph);
  return {
    baseline: first.y,
    leading: lines.length > 1 ? (first.y - last.y) / (lines.length - 1) : 1.2 * size,
    indent: first.x0 - x0,
    hang: lines.length > 1 ? Math.min(...lines.slice(1).map((l) => l.x0)) - x0 : 0,
    lines,
    ...(last.leader ? { leader: last.leader } : {}),
    ...(first.dropCap ? { dropCap: first.dropCap } : {}),
    underlines: lines.flatMap((line) => rulesOn(rulings.rules, line)),
    lineCount: lines.length,
  };
}

/** From the first line's ascenders to the last one's descenders; on a single line the main style may be larger than its longest run. */
function rectOf({ lines, x0, x1 }: Paragraph, mainSize = 0): Rect {
  const first = lines[0] as Line;
  const last = lines.at(-1) as Line;
  const least = lines.length === 1 ? mainSize : 0;
  return [x0, last.y - 0.22 * Math.max(last.size, least), x1, first.y + 0.78 * Math.max(first.size, least)];
}

function finish(
  { kind: _, text, lineCount, ...laidOut }: Draft,
  page: number,
  { id, kind }: Pick<Block, 'id' | 'kind'>,
  toDisplay: Matrix,
): LaidOut {
  const { toPage } = rotation(laidOut.angle);
  const [x0, y0, x1, y1] = transformRect(toDisplay, transformRect(toPage, laidOut.rect));
  const round = (v: number) => Math.round(v * 100) / 100;
  const block: Block = {
    id,
    page,
    kind,
    box: [round(x0), round(y0), round(x1), round(y1)],
    text,
    ...(laidOut.style.tagged !== undefined && TRANSLATABLE.has(kind) && { tagged: laidOut.style.tagged }),
    translatable: TRANSLATABLE.has(kind),
    fontSize: round(laidOut.size),
    bold: laidOut.style.main.run.font.bold,
    italic: laidOut.style.main.run.font.italic,
    align: laidOut.align,
    lines: lineCount,
    ...(laidOut.angle !== 0 && { angle: Math.round((laidOut.angle * 180) / Math.PI) }),
  };
  return { ...laidOut, block };
}

/** The size that most glyphs have. */
function usual(paragraphs: readonly Paragraph[]): number {
  const counts = new Map<number, number>();
  for (const { lines } of paragraphs) {
    for (const l of lines) counts.set(Math.round(l.size), (counts.get(Math.round(l.size)) ?? 0) + l.text.length);
  }
  return [...counts].toSorted((p, q) => q[1] - p[1])[0]?.[0] ?? 10;
}
