import { PDFDict, PDFName, type PDFStream } from '@cantoo/pdf-lib';
import type { PageContent } from '../extract/content.ts';
import { IDENTITY, type Matrix, multiply, type Rect } from '../geometry.ts';
import { pushAll } from '../push-all.ts';
import type { KeptReason } from '../types.ts';
import { type Mark, markBegunBy } from './marked-content.ts';
import type { Page } from './pages.ts';
import { formMatrix, Placement } from './pictures.ts';
import { Soundness } from './soundness.ts';
import { decode, formXObject, pageContent } from './streams.ts';
import { nameOf, type Token, tokenise } from './tokenise.ts';

/** Deeper nesting of form XObjects is an attack, not a document. */
const MAX_DEPTH = 12;
/** Streams reached from one page, each use counted: forms within forms multiply. */
const MAX_STREAMS = 20_000;
const NOTHING = new Uint8Array();
const SHOW = new Set(['Tj', 'TJ', "'", '"']);
const PAINT = new Set(['S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'n']);

/** A content stream with its show operators and form XObjects, found in the raw bytes. */
export interface StreamNode {
  readonly path: string;
  /** The page's dictionary, or the form's. */
  readonly owner: PDFDict;
  readonly bytes: Uint8Array;
  readonly resources: PDFDict | undefined;
  readonly shows: readonly Token[];
  /** The marked content that each of `shows` stands in, innermost. */
  readonly marks: readonly (Mark | undefined)[];
  /** Operators that paint or end a path. */
  readonly paints: readonly Token[];
  readonly forms: readonly {
    readonly token: Token;
    readonly mark: Mark | undefined;
    readonly stream: PDFStream;
    readonly node: StreamNode;
  }[];
  /** Of the outermost stream: `Q` without a `q` before it, which readers pass over. */
  readonly unmatched: readonly Token[];
  /** Operators that close what is left open at its end: a text object, marked content, which may be hidden, graphics states. */
  readonly closing: string;
  /** Can every reader read on to its end? */
  readonly isSound: boolean;
  /** Where it and its forms paint images, in user space. */
  readonly pictures: readonly Rect[];
}

/**
 * Reads a page's content stream and those of the form XObjects it paints, or says why the page must stay as it is. A damaged form
 * counts as empty.
 */
export function readTree({ dict, resources }: Page): StreamNode | KeptReason {
  const content = pageContent(dict);
  if (!content) return 'damaged-content';
  return readStream({ path: '', owner: dict, bytes: content, resources }, IDENTITY) ?? 'operator-mismatch';
}

/** A content stream as its page or form has it. */
type Source = Pick<StreamNode, 'path' | 'owner' | 'bytes' | 'resources'>;

/**
 * Reads a content stream and those of the form XObjects it paints; `start` is its space in the page's. Undefined where they are too
 * many, or nested too deeply.
 */
export function readStream(root: Source, start: Matrix): StreamNode | undefined {
  let streams = 0;
  const read = ({ path, owner, bytes, resources }: Source, depth: number, start: Matrix): StreamNode | undefined => {
    if (depth > MAX_DEPTH || ++streams > MAX_STREAMS) return undefined;
    const shows: Token[] = [];
    const marks: (Mark | undefined)[] = [];
    const paints: Token[] = [];
    const unmatched: Token[] = [];
    const forms: StreamNode['forms'][number][] = [];
    const pictures: Rect[] = [];
    const placement = new Placement(bytes, start);
    const soundness = new Soundness(bytes);
    /** One entry per open marked content: it, or the one around it where it has no properties. */
    const inside: (Mark | undefined)[] = [];
    let open = 0;
    let inText = false;
    let end = 0;
    for (const token of tokenise(bytes)) {
      placement.step(token);
      end = token.end;
      soundness.step(token);
      if (SHOW.has(token.operator)) {
        shows.push(token);
        marks.push(inside.at(-1));
      } else if (PAINT.has(token.operator)) paints.push(token);
      else if (token.operator === 'BT' || token.operator === 'ET') inText = token.operator === 'BT';
      else if (token.operator === 'q') open++;
      else if (token.operator === 'Q' && open > 0) open--;
      else if (token.operator === 'Q' && depth === 0) unmatched.push(token);
      else if (token.operator === 'BDC') inside.push(markBegunBy(token, bytes, resources, inside.at(-1)));
      else if (token.operator === 'BMC') inside.push(inside.at(-1));
      else if (token.operator === 'EMC') inside.pop();
      else if (token.operator === 'BI') pictures.push(placement.image);
      else if (token.operator === 'Do') {
        const stream = formXObject(resources, nameOf(bytes, token));
        if (!stream) {
          pictures.push(placement.image);
          continue;
        }
        const own = stream.dict.lookup(PDFName.of('Resources'));
        const matrix = multiply(placement.matrix, formMatrix(stream));
        const form: Source = {
          path: `${path}/${forms.length}`,
          owner: stream.dict,
          bytes: decode(stream) ?? NOTHING,
          resources: own instanceof PDFDict ? own : resources,
        };
        const node = read(form, depth + 1, matrix);
        if (!node) return undefined;
        forms.push({ token, mark: inside.at(-1), stream, node });
        pushAll(pictures, node.pictures);
      }
    }
    // What a stream that is cut off ends with, half a string for example, would swallow whatever follows it.
    const whole = bytes.subarray(0, end);
    const closing = `${inText ? 'ET ' : ''}${'EMC '.repeat(inside.length)}${'Q '.repeat(open)}`;
    return { path, owner, bytes: whole, resources, shows, marks, paints, unmatched, forms, closing, isSound: soundness.isSound, pictures };
  };
  return read(root, 0, start);
}

/** Do the raw streams hold the operators that were interpreted, stream by stream? */
export function matches(tree: StreamNode, content: PageContent): boolean {
  const counts = content.counts.get(tree.path);
  if (!counts) return tree.shows.length === 0 && tree.forms.length === 0;
  if (counts.shows !== tree.shows.length || counts.forms !== tree.forms.length) return false;
  return tree.forms.every(({ node }) => matches(node, content));
}
