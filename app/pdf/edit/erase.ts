import { type PDFContext, PDFDict, PDFName, type PDFStream } from '@cantoo/pdf-lib';
import type { PageContent, ShowOperator } from '../extract/content.ts';
import type { StreamNode } from './content-tree.ts';
import { flateStream } from './flate.ts';
import type { Page } from './pages.ts';
import { hexOf, showElements } from './strings.ts';
import { latin1, type Token } from './tokenise.ts';

/** What a stream's dictionary says of its bytes. */
const OF_ENCODING = new Set(['Filter', 'DecodeParms', 'Length'].map((key) => PDFName.of(key)));

export interface Erasure {
  /** Glyph ordinals to erase, by id of the show operator. */
  readonly glyphs: ReadonlyMap<string, ReadonlySet<number>>;
  /** Ids of path-painting operators that paint nothing any more. */
  readonly paths: ReadonlySet<string>;
}

/** Bytes per glyph of a show operator, when every glyph has the same number; undefined when that can't be told. */
export function bytesPerGlyph({ bytes }: StreamNode, token: Token, glyphs: number): number | undefined {
  const length = elementsOf(bytes, token).reduce((n: number, e) => n + (typeof e === 'number' ? 0 : e.length), 0);
  const each = glyphs === 0 ? 0 : length / glyphs;
  return each === 1 || each === 2 ? each : undefined;
}

/**
 * Writes the page's content without the erased glyphs: an erased glyph becomes the movement it made, so that whatever
 * follows it stays where it is. Nothing else changes but that what is left open is closed. Form XObjects are cloned
 * before they are changed, as others may use them. Returns the page with its resources of now.
 */
export function eraseFromPage(context: PDFContext, page: Page, tree: StreamNode, content: PageContent, erasure: Erasure): Page {
  const { body, resources } = erased(context, tree, content, erasure);
  page.dict.set(PDFName.of('Contents'), context.obj([context.register(flateStream(context, body))]));
  if (resources) page.dict.set(PDFName.of('Resources'), resources);
  return { ...page, resources: resources ?? page.resources };
}

/** The same of one stream: its bytes, whose graphics state ends as it began, and its resources if they changed. */
export function erased(
  context: PDFContext,
  tree: StreamNode,
  content: PageContent,
  erasure: Erasure,
): { body: Buffer; resources: PDFDict | undefined } {
  const { bytes, resources } = rewrite(context, tree, content, erasure, new Names());
  return { body: Buffer.concat([Buffer.from('q\n'), bytes, Buffer.from(`\n${tree.closing}Q\n`)]), resources };
}

/** Names for cloned form XObjects, unlike any in the document. */
class Names {
  #next = 0;
  next(taken: PDFDict | undefined): PDFName {
    for (;;) {
      const name = PDFName.of(`TkForm${this.#next++}`);
      if (!taken?.has(name)) return name;
    }
  }
}

interface Rewritten {
  readonly bytes: Uint8Array;
  readonly changed: boolean;
  /** Set when form XObjects were cloned. */
  readonly resources: PDFDict | undefined;
}

function rewrite(context: PDFContext, node: StreamNode, content: PageContent, erasure: Erasure, names: Names): Rewritten {
  const edits: { start: number; end: number; text: string }[] = [];
  node.shows.forEach((token, ordinal) => {
    const id = `${node.path}#${ordinal}`;
    const glyphs = erasure.glyphs.get(id);
    const operator = content.operators.get(id);
    if (glyphs && operator) edits.push({ start: token.start, end: token.end, text: replacement(node, token, operator, glyphs) });
  });
  // Where the operators of the stream are not those that were read, lines stay: they cost looks, not text.
  if (content.counts.get(node.path)?.paints === node.paints.length) {
    for (const [ordinal, token] of node.paints.entries()) {
      // «n» ends the path, and still clips where it was to clip.
      if (erasure.paths.has(`${node.path}#${ordinal}`)) edits.push({ start: token.start, end: token.end, text: 'n' });
    }
  }
  for (const { token, from, to } of node.marks) {
    const changed = node.shows.slice(from, to).some((_, i) => erasure.glyphs.has(`${node.path}#${from + i}`));
    const text = changed ? withoutOldText(node, token) : undefined;
    if (text !== undefined) edits.push({ start: token.start, end: token.end, text });
  }
  const xobjects = node.resources?.lookup(PDFName.of('XObject'));
  const taken = xobjects instanceof PDFDict ? xobjects : undefined;
  const clones: [PDFName, ReturnType<PDFContext['register']>][] = [];
  for (const { token, stream, node: child } of node.forms) {
    const inner = rewrite(context, child, content, erasure, names);
    if (!inner.changed) continue;
    const clone = formLike(context, stream, inner.bytes, inner.resources);
    const name = names.next(taken);
    clones.push([name, context.register(clone)]);
    edits.push({ start: token.start, end: token.end, text: `${name.toString()} Do` });
  }
  return { bytes: splice(node.bytes, edits), changed: edits.length > 0, resources: withForms(context, node.resources, taken, clones) };
}

/** A form XObject of this content that is in all else like `form`. */
export function formLike(context: PDFContext, form: PDFStream, content: Uint8Array, resources: PDFDict | undefined): PDFStream {
  const copy = flateStream(context, content);
  for (const [key, value] of form.dict.entries()) if (!OF_ENCODING.has(key)) copy.dict.set(key, value);
  if (resources) copy.dict.set(PDFName.of('Resources'), resources);
  return copy;
}

/** Marked content that says its text again (ISO 32000-2, 14.9.4) without that; undefined where it says nothing. */
function withoutOldText({ bytes, resources }: StreamNode, { operands }: Token): string | undefined {
  const [tag, properties] = operands.map((range) => latin1(bytes, ...range));
  if (!properties) return undefined;
  const named = properties.startsWith('/') ? resources?.lookup(PDFName.of('Properties')) : undefined;
  const found = named instanceof PDFDict ? named.lookup(PDFName.of(properties.slice(1))) : undefined;
  const said = found instanceof PDFDict ? found.toString() : properties;
  if (!/\/(?:ActualText|Alt|E)\b/.test(said)) return undefined;
  const [, mcid] = /\/MCID\s+(\d+)/.exec(said) ?? [];
  return mcid === undefined ? `${tag} BMC` : `${tag} <</MCID ${mcid}>> BDC`;
}

function withForms(
  context: PDFContext,
  resources: PDFDict | undefined,
  xobjects: PDFDict | undefined,
  clones: readonly (readonly [PDFName, ReturnType<PDFContext['register']>])[],
): PDFDict | undefined {
  if (clones.length === 0 || !resources) return undefined;
  const forms = (xobjects ?? context.obj({})).clone(context);
  for (const [name, ref] of clones) forms.set(name, ref);
  const changed = resources.clone(context);
  changed.set(PDFName.of('XObject'), forms);
  return changed;
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
