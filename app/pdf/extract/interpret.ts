import { OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { IDENTITY, type Matrix, multiply, type Rect, transformRect } from '../geometry.ts';
import { withAccentedLetters } from './accents.ts';
import type { GlyphRun, OperatorCounts, PageContent, ShowOperator } from './content.ts';
import { withDrawnSizes } from './drawn-size.ts';
import { fontFacts } from './font-facts.ts';
import { fontOf, type OperatorList, operatorsOf, type PdfjsGlyph } from './operators.ts';
import { type PaintedPath, paintedParts } from './painted-paths.ts';
import { showText } from './show-text.ts';
import { initialState, type TextState } from './text-state.ts';

/** Paths beyond this many say nothing more about a page's layout, and cost square time. */
const MAX_PATHS = 20_000;

const STROKES = new Set<number>([OPS.stroke, OPS.closeStroke]);

/** Is the content of this marked-content property list shown? */
export type LayerVisibility = (properties: unknown) => boolean;

/** One stream being read: the page's own, or a form XObject's. */
interface Frame {
  readonly path: string;
  shows: number;
  forms: number;
  paints: number;
  readonly textMatrix: Matrix;
  readonly lineMatrix: Matrix;
  /** Soft masks are streams of their own that no `Do` operator paints. */
  readonly softMask: boolean;
  /** What is seen of it, on the page; undefined for all. */
  readonly clip?: Rect | undefined;
}

/** What pdf.js says of a form that is a transparency group, instead of with the form itself. */
interface Group {
  readonly bbox?: unknown;
  readonly smask?: unknown;
}

/** Reads a page's operators in the order a viewer draws them. */
export async function interpretPage(page: PDFPageProxy, isVisible: LayerVisibility): Promise<PageContent> {
  return interpret(await operatorsOf(page, false), page, isVisible);
}

/** The same of operators at hand: those of the stream `path`, whose space is `start` in the page's. */
export function interpret(
  operators: OperatorList,
  page: PDFPageProxy,
  isVisible: LayerVisibility,
  path = '',
  start = IDENTITY,
): PageContent {
  return new Reader(page, isVisible, path, start).read(operators);
}

class Reader {
  readonly #page: PDFPageProxy;
  readonly #isVisible: LayerVisibility;
  readonly #runs: GlyphRun[] = [];
  readonly #paths: PaintedPath[] = [];
  readonly #operators = new Map<string, ShowOperator>();
  readonly #counts = new Map<string, OperatorCounts>();
  readonly #saved: TextState[] = [];
  readonly #frames: Frame[];
  /** One entry per open marked content: does it hide what it holds, and its id on the page: those of forms are the forms' own. */
  readonly #marked: { readonly hides: boolean; readonly mcid?: number }[] = [];
  #state = initialState();
  #textMatrix: Matrix = IDENTITY;
  #lineMatrix: Matrix = IDENTITY;
  /** The transparency group that the form which follows is. */
  #group: Group = {};
  /** Area of the unit square, as long as nothing has been painted in the space that was made last. */
  #unpainted = 0;
  #imageArea = 0;

  constructor(page: PDFPageProxy, isVisible: LayerVisibility, path: string, start: Matrix) {
    this.#page = page;
    this.#isVisible = isVisible;
    this.#frames = [{ path, shows: 0, forms: 0, paints: 0, textMatrix: IDENTITY, lineMatrix: IDENTITY, softMask: false }];
    this.#state.ctm = start;
  }

  read({ fnArray, argsArray }: OperatorList): PageContent {
    for (let i = 0; i < fnArray.length; i++) this.#step(fnArray[i] as number, argsArray[i] ?? []);
    this.#leaveSpace();
    for (const frame of this.#frames) this.#count(frame);
    return {
      runs: withAccentedLetters(withDrawnSizes(this.#runs)),
      paths: this.#paths,
      imageArea: this.#imageArea,
      counts: this.#counts,
      operators: this.#operators,
    };
  }

  #step(operator: number, args: readonly unknown[]): void {
    const state = this.#state;
    const number = args[0] as number;
    switch (operator) {
      case OPS.save:
        this.#saved.push({ ...state });
        break;
      case OPS.restore:
        this.#leaveSpace();
        this.#state = this.#saved.pop() ?? state;
        break;
      case OPS.transform:
        this.#enterSpace(args as unknown as Matrix);
        break;
      case OPS.setGState:
        this.#graphicsState(args[0] as readonly (readonly [string, unknown])[]);
        break;
      case OPS.setFillRGBColor:
        state.fill = color(args);
        break;
      case OPS.setStrokeRGBColor:
        state.stroke = color(args);
        break;
      case OPS.beginText:
        this.#moveTo(IDENTITY);
        break;
      case OPS.setCharSpacing:
        state.charSpacing = number;
        break;
      case OPS.setWordSpacing:
        state.wordSpacing = number;
        break;
      case OPS.setHScale:
        state.horizontalScale = number / 100;
        break;
      case OPS.setLeading:
        state.leading = -number;
        break;
      case OPS.setFont:
        this.#setFont(args[0] as string, args[1] as number);
        break;
      case OPS.setTextRenderingMode:
        state.mode = number;
        break;
      case OPS.setTextRise:
        state.rise = number;
        break;
      case OPS.moveText:
        this.#moveLine(number, args[1] as number);
        break;
      case OPS.setLeadingMoveText:
        state.leading = args[1] as number;
        this.#moveLine(number, args[1] as number);
        break;
      case OPS.setTextMatrix:
        this.#moveTo([...((typeof args[0] === 'number' ? args : args[0]) as number[])] as unknown as Matrix);
        break;
      case OPS.nextLine:
        this.#moveLine(0, state.leading);
        break;
      case OPS.showText:
        this.#show(args[0] as readonly (PdfjsGlyph | number | null)[]);
        break;
      case OPS.beginMarkedContent:
        this.#marked.push({ hides: false });
        break;
      case OPS.beginMarkedContentProps:
        this.#marked.push({
          hides: args[0] === 'OC' && !this.#isVisible(args[1]),
          ...(typeof args[1] === 'number' && this.#frames.at(-1)?.path === '' && { mcid: args[1] }),
        });
        break;
      case OPS.endMarkedContent:
        this.#marked.pop();
        break;
      case OPS.beginGroup:
        this.#group = (args[0] as Group | undefined) ?? {};
        break;
      case OPS.paintFormXObjectBegin:
        this.#beginForm(args[0] as Matrix | null, (args[1] ?? this.#group.bbox) as Rect | null | undefined);
        break;
      case OPS.paintFormXObjectEnd:
        this.#endForm();
        break;
      case OPS.constructPath:
        this.#path(args);
        break;
      // Images that pdf.js does not leave out have a single pixel: they are colours.
      case OPS.paintImageXObject:
      case OPS.paintInlineImageXObject:
      case OPS.paintSolidColorImageMask:
      case OPS.shadingFill:
        this.#unpainted = 0;
        break;
    }
  }

  #graphicsState(entries: readonly (readonly [string, unknown])[]): void {
    for (const [key, value] of entries) {
      if (key === 'Font') this.#setFont(...(value as [string, number]));
      else if (key === 'ca') this.#state.fillAlpha = value as number;
      else if (key === 'CA') this.#state.strokeAlpha = value as number;
    }
  }

  #enterSpace(matrix: Matrix): void {
    const ctm = multiply(this.#state.ctm, matrix);
    this.#state.ctm = ctm;
    this.#unpainted = Math.abs(ctm[0] * ctm[3] - ctm[1] * ctm[2]);
  }

  #leaveSpace(): void {
    if (this.#unpainted > 0 && !this.#frames.at(-1)?.softMask && !this.#hides()) this.#imageArea += this.#unpainted;
    this.#unpainted = 0;
  }

  #setFont(id: string, size: number): void {
    this.#state.font = fontFacts(fontOf(this.#page, id));
    this.#state.size = size;
  }

  #moveTo(matrix: Matrix): void {
    this.#textMatrix = this.#lineMatrix = matrix;
  }

  #moveLine(x: number, y: number): void {
    this.#moveTo(multiply(this.#lineMatrix, [1, 0, 0, 1, x, y]));
  }

  #show(items: readonly (PdfjsGlyph | number | null)[]): void {
    const frame = this.#frames.at(-1) as Frame;
    const ordinal = frame.shows++;
    const mcid = this.#marked.findLast((mark) => mark.mcid !== undefined)?.mcid;
    const operator: ShowOperator = { id: `${frame.path}#${ordinal}`, stream: frame.path, ordinal, advances: [], total: 0, mcid };
    const hidden = frame.softMask || this.#hides();
    this.#unpainted = 0;
    this.#textMatrix = showText(items, this.#state, this.#textMatrix, operator, (run) => {
      if (!frame.clip || isSeen(run, frame.clip)) this.#runs.push({ ...run, hidden });
    });
    this.#operators.set(operator.id, operator);
  }

  #beginForm(matrix: Matrix | null, box: Rect | null | undefined): void {
    const parent = this.#frames.at(-1) as Frame;
    const isMask = Boolean(this.#group.smask);
    const softMask = parent.softMask || isMask;
    const path = isMask ? 'mask' : `${parent.path}/${parent.forms++}`;
    this.#group = {};
    this.#saved.push({ ...this.#state });
    if (matrix) this.#enterSpace(matrix);
    const clip = box ? shared(transformRect(this.#state.ctm, box), parent.clip) : parent.clip;
    this.#frames.push({ path, shows: 0, forms: 0, paints: 0, textMatrix: this.#textMatrix, lineMatrix: this.#lineMatrix, softMask, clip });
  }

  #endForm(): void {
    if (this.#frames.length < 2) return;
    this.#leaveSpace();
    const frame = this.#frames.pop() as Frame;
    this.#count(frame);
    this.#textMatrix = frame.textMatrix;
    this.#lineMatrix = frame.lineMatrix;
    this.#state = this.#saved.pop() ?? this.#state;
  }

  #count({ path, shows, forms, paints, softMask }: Frame): void {
    if (!softMask) this.#counts.set(path, { shows, forms, paints });
  }

  #hides(): boolean {
    return this.#marked.some(({ hides }) => hides);
  }

  #path(args: readonly unknown[]): void {
    const frame = this.#frames.at(-1) as Frame;
    const id = `${frame.path}#${frame.paints++}`;
    const box = args[2] as readonly number[] | null | undefined;
    if (args[0] !== OPS.endPath) this.#unpainted = 0;
    if (!box || args[0] === OPS.endPath || this.#paths.length >= MAX_PATHS || frame.softMask || this.#hides()) return;
    const color = STROKES.has(args[0] as number) ? this.#state.stroke : this.#state.fill;
    this.#paths.push(...paintedParts({ id, color }, (args[1] as readonly (Float32Array | null)[])[0] ?? null, box, this.#state.ctm));
  }
}

function shared(a: Rect, b: Rect = a): Rect {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
}

/** Is a glyph within the clip, or less than an em beyond its edge? */
function isSeen({ glyphs, fontSize }: Pick<GlyphRun, 'glyphs' | 'fontSize'>, [x0, y0, x1, y1]: Rect): boolean {
  return glyphs.some((g) => g.x0 > x0 - fontSize && g.x0 < x1 + fontSize && g.y0 > y0 - fontSize && g.y0 < y1 + fontSize);
}

function color(args: readonly unknown[]): string {
  if (typeof args[0] === 'string') return args[0];
  return `#${[...args].map((v) => Math.round(Number(v)).toString(16).padStart(2, '0')).join('')}`;
}
