import { type PDFContext, PDFDict, PDFName, type PDFRef, type PDFStream } from '@cantoo/pdf-lib';
import type { PageContent, ShowOperator } from '../extract/content.ts';
import { pushAll } from '../push-all.ts';
import type { StreamNode } from './content-tree.ts';
import { flateStream } from './flate.ts';
import type { Mark } from './marked-content.ts';
import type { Page } from './pages.ts';
import { hexOf, showElements } from './strings.ts';
import { latin1, type Token } from './tokenise.ts';
import { withoutUnused } from './unused-names.ts';

/** Of a page: a picture of its content, and programs' own copies of it. */
export const COPIES_OF_CONTENT = ['Thumb', 'PieceInfo'].map((key) => PDFName.of(key));
/** What a stream's dictionary says of its bytes, and what programs have noted about them. */
const OF_CONTENT = new Set(['Filter', 'DecodeParms', 'Length', 'PieceInfo'].map((key) => PDFName.of(key)));

/** As far as numbers go in every reader (ISO 32000-1, annex C). */
const EVERYWHERE = [-32767, -32767, 32767, 32767];

export interface Erasure {
  /** Glyph ordinals to erase, by id of the show operator. */
  readonly glyphs: ReadonlyMap<string, ReadonlySet<number>>;
  /** Ids of path-painting operators that paint nothing any more. */
  readonly paths: ReadonlySet<string>;
}

/** A form XObject, and what is painted instead. */
export interface Clone {
  readonly form: PDFStream;
  readonly ref: PDFRef;
}

/** Bytes per glyph of a show operator, when every glyph has the same number; undefined when that can't be told. */
export function bytesPerGlyph({ bytes }: StreamNode, token: Token, glyphs: number): number | undefined {
  const length = elementsOf(bytes, token).reduce((n: number, e) => n + (typeof e === 'number' ? 0 : e.length), 0);
  const each = glyphs === 0 ? 0 : length / glyphs;
  return each === 1 || each === 2 ? each : undefined;
}

/**
 * Writes the page's content without the erased glyphs: an erased glyph becomes the movement it made, so that whatever
 * follows it stays where it is. Nothing else changes but that what is left open is closed, and that what says the text
 * again, or shows it, goes. Form XObjects are cloned before they are changed, as others may use them. Returns the page with its
 * resources of now, and the clones.
 */
export function eraseFromPage(
  context: PDFContext,
  page: Page,
  tree: StreamNode,
  content: PageContent,
  erasure: Erasure,
): { page: Page; clones: readonly Clone[] } {
  const { body, resources, clones } = erased(context, tree, content, erasure);
  page.dict.set(PDFName.of('Contents'), context.obj([context.register(flateStream(context, body))]));
  if (resources) page.dict.set(PDFName.of('Resources'), resources);
  for (const key of COPIES_OF_CONTENT) page.dict.delete(key);
  return { page: { ...page, resources: resources ?? page.resources }, clones };
}

/** The same of one stream: its bytes, whose graphics state ends as it began, and its resources if they changed. */
export function erased(
  context: PDFContext,
  tree: StreamNode,
  content: PageContent,
  erasure: Erasure,
): { body: Buffer; resources: PDFDict | undefined; clones: readonly Clone[] } {
  const clones = new Clones(context);
  const { bytes, resources } = rewrite(context, tree, content, erasure, clones);
  const body = Buffer.concat([Buffer.from('q\n'), bytes, Buffer.from(`\n${tree.closing}Q\n`)]);
  const wasReadThrough = tree.isSound && content.counts.get(tree.path)?.paints === tree.paints.length;
  return { ...(wasReadThrough ? { body, resources } : asForm(context, body, resources ?? tree.resources)), clones: clones.made };
}

/** Content as a form XObject that is painted: a reader that stops in it goes on behind it, where the new text is. */
function asForm(context: PDFContext, content: Buffer, resources: PDFDict | undefined): { body: Buffer; resources: PDFDict } {
  const form = flateStream(context, content);
  const dict = context.obj({ Type: 'XObject', Subtype: 'Form', BBox: EVERYWHERE, Resources: resources ?? {} });
  for (const [key, value] of dict.entries()) form.dict.set(key, value);
  return { body: Buffer.from('/TkContent Do\n'), resources: context.obj({ XObject: { TkContent: context.register(form) } }) };
}

/** Clones of form XObjects, with names unlike any in the document. */
class Clones {
  readonly #context: PDFContext;
  readonly made: Clone[] = [];
  #next = 0;

  constructor(context: PDFContext) {
    this.#context = context;
  }

  add(form: PDFStream, { bytes, resources }: Rewritten): PDFRef {
    const ref = this.#context.register(formLike(this.#context, form, bytes, resources));
    this.made.push({ form, ref });
    return ref;
  }

  name(taken: PDFDict | undefined): PDFName {
    for (;;) {
      const name = PDFName.of(`TkForm${this.#next++}`);
      if (!taken?.has(name)) return name;
    }
  }
}

interface Rewritten {
  readonly bytes: Uint8Array;
  readonly changed: boolean;
  /** Set when they changed: form XObjects were cloned, or what held the old text is no longer named. */
  readonly resources: PDFDict | undefined;
  /** What takes names from its resources: its bytes, and those of forms that have no resources of their own. */
  readonly naming: readonly Uint8Array[];
}

function rewrite(context: PDFContext, node: StreamNode, content: PageContent, erasure: Erasure, clones: Clones): Rewritten {
  const edits: { start: number; end: number; text: string }[] = [];
  /** Marked content whose text changes. */
  const marked = new Set<Mark>();
  const change = (token: Token, text: string, mark: Mark | undefined) => {
    edits.push({ start: token.start, end: token.end, text });
    for (let around = mark; around && !marked.has(around); around = around.outer) marked.add(around);
  };
  node.shows.forEach((token, ordinal) => {
    const id = `${node.path}#${ordinal}`;
    const glyphs = erasure.glyphs.get(id);
    const operator = content.operators.get(id);
    if (glyphs && operator) change(token, replacement(node, token, operator, glyphs), node.marks[ordinal]);
  });
  // Where the operators of the stream are not those that were read, lines stay: they cost looks, not text.
  if (content.counts.get(node.path)?.paints === node.paints.length) {
    for (const [ordinal, token] of node.paints.entries()) {
      // «n» ends the path, and still clips where it was to clip.
      if (erasure.paths.has(`${node.path}#${ordinal}`)) edits.push({ start: token.start, end: token.end, text: 'n' });
    }
  }
  // It would end the graphics state that is saved around the content, and move what is written behind it.
  for (const token of node.unmatched) edits.push({ start: token.start, end: token.end, text: '' });
  const xobjects = node.resources?.lookup(PDFName.of('XObject'));
  const taken = xobjects instanceof PDFDict ? xobjects : undefined;
  const forms: [PDFName, PDFRef][] = [];
  const naming: Uint8Array[] = [];
  for (const { token, mark, stream, node: child } of node.forms) {
    const inner = rewrite(context, child, content, erasure, clones);
    if (child.resources === node.resources) pushAll(naming, inner.naming);
    if (!inner.changed) continue;
    const name = clones.name(taken);
    forms.push([name, clones.add(stream, inner)]);
    change(token, `${name.toString()} Do`, mark);
  }
  for (const { token, wordless } of marked) if (wordless !== undefined) edits.push({ start: token.start, end: token.end, text: wordless });
  const bytes = splice(node.bytes, edits);
  naming.push(bytes);
  const changed = edits.length > 0;
  const resources = changed && node.resources ? resourcesOf(context, node.resources, forms, naming) : node.resources;
  return { bytes, changed, resources: resources === node.resources ? undefined : resources, naming };
}

/** A form XObject of this content that is in all else like `form`. */
export function formLike(context: PDFContext, form: PDFStream, content: Uint8Array, resources: PDFDict | undefined): PDFStream {
  const copy = flateStream(context, content);
  for (const [key, value] of form.dict.entries()) if (!OF_CONTENT.has(key)) copy.dict.set(key, value);
  if (resources) copy.dict.set(PDFName.of('Resources'), resources);
  return copy;
}

/** Resources with these forms among them, and without what `naming` no longer names of those that hold text. */
function resourcesOf(
  context: PDFContext,
  resources: PDFDict,
  forms: readonly (readonly [PDFName, PDFRef])[],
  naming: readonly Uint8Array[],
): PDFDict {
  if (forms.length === 0) return withoutUnused(context, resources, () => naming);
  const xobjects = resources.lookup(PDFName.of('XObject'));
  const all = xobjects instanceof PDFDict ? xobjects.clone(context) : context.obj({});
  for (const [name, ref] of forms) all.set(name, ref);
  const changed = resources.clone(context);
  changed.set(PDFName.of('XObject'), all);
  return withoutUnused(context, changed, () => naming);
}

function splice(bytes: Uint8Array, edits: { start: number; end: number; text: string }[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { start, end, text } of edits.toSorted((p, q) => p.start - q.start)) {
    parts.push(bytes.subarray(at, start), Buffer.from(` ${text} `));
    at = end;
  }
  parts.push(bytes.subarray(at));
  return Buffer.concat(parts);
}

/** What stands for a show operator when `erased` of its glyphs are gone. */
function replacement(node: StreamNode, token: Token, operator: ShowOperator, erased: ReadonlySet<number>): string {
  const { bytes } = node;
  const operand = (i: number) => latin1(bytes, ...(token.operands[i] ?? [0, 0]));
  let before = '';
  if (token.operator === "'") before = 'T* ';
  if (token.operator === '"') before = `${operand(0)} Tw ${operand(1)} Tc T* `;
  if (erased.size >= operator.advances.length) return `${before}${movement(operator.total)}`;
  const each = bytesPerGlyph(node, token, operator.advances.length);
  if (each === undefined) throw new Error(`show operator ${operator.id}: glyphs cannot be told apart`);
  return `${before}[${partly(elementsOf(bytes, token), operator, erased, each)}] TJ`;
}

function partly(elements: readonly (Uint8Array | number)[], operator: ShowOperator, erased: ReadonlySet<number>, each: number): string {
  const out: string[] = [];
  let shift = 0;
  let shown: number[] = [];
  let glyph = 0;
  const flush = () => {
    if (shown.length > 0) out.push(hexOf(Uint8Array.from(shown)));
    shown = [];
  };
  for (const element of elements) {
    if (typeof element === 'number') {
      shift += element;
      continue;
    }
    for (let i = 0; i + each <= element.length; i += each, glyph++) {
      if (erased.has(glyph)) {
        shift += operator.advances[glyph] ?? 0;
        continue;
      }
      if (Math.abs(shift) > 0.01) {
        flush();
        out.push(shift.toFixed(2));
      }
      shift = 0;
      shown.push(...element.subarray(i, i + each));
    }
  }
  flush();
  if (Math.abs(shift) > 0.01) out.push(shift.toFixed(2));
  return out.join(' ');
}

function movement(total: number): string {
  return Number.isFinite(total) && Math.abs(total) > 0.01 ? `[${total.toFixed(2)}] TJ` : '';
}

function elementsOf(bytes: Uint8Array, token: Token): (Uint8Array | number)[] {
  const [start, end] = token.operands.at(-1) ?? [0, 0];
  return showElements(bytes, start, end);
}
