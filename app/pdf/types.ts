/** Lower left and upper right corner in PDF points. */
export type Box = readonly [x0: number, y0: number, x1: number, y1: number];

/**
 * What a block is. Prose (`paragraph`, `heading`, `list-item`, `label`), the words of notes, stamps and buttons put on a page (`note`)
 * and what names the document and its parts or says what pictures show (`title`, `outline`, `description`; on no page's picture,
 * their box is empty) are translated; the rest stays as it is: `literal` numbers, addresses and the like, `code`, `formula`.
 */
export type BlockKind =
  | 'paragraph'
  | 'heading'
  | 'list-item'
  | 'label'
  | 'note'
  | 'title'
  | 'outline'
  | 'description'
  | 'literal'
  | 'code'
  | 'formula';

export type Alignment = 'left' | 'right' | 'center' | 'justify';

/** One piece of text that is translated as a whole. Plain JSON. */
export interface Block {
  /**
   * `p<page>b<ordinal>`, `p<page>n<ordinal>` (notes), `p<page>d<ordinal>` (descriptions of pictures), `title`, `subject` or
   * `o<ordinal>` (outline): the same for the same bytes.
   */
  id: string;
  /** From 1. */
  page: number;
  kind: BlockKind;
  /** On the page as it is displayed (rotation applied), origin at the lower left corner of the visible page. */
  box: [number, number, number, number];
  text: string;
  /** The text with its inline style (`app/text/tagged-text.ts`); absent where all of it has one style. */
  tagged?: string;
  translatable: boolean;
  /** Points. */
  fontSize: number;
  bold: boolean;
  italic: boolean;
  align: Alignment;
  lines: number;
  /** Id of the block that its last sentence goes on in, in the next column or on the next page. */
  continuedIn?: string;
  /** Degrees counter-clockwise from level; absent when level. Its `box` is the upright rectangle around it. */
  angle?: number;
}

/** Why something was left exactly as it was. */
export type KeptReason =
  | 'undecodable-font'
  | 'type3-font'
  | 'operator-mismatch'
  | 'shared-operator'
  | 'invisible-text'
  | 'clipped-text'
  | 'vertical-text'
  | 'mirrored-text'
  | 'hidden-layer'
  | 'right-to-left-text'
  | 'code'
  | 'formula'
  | 'missing-glyph'
  | 'page-failed'
  | 'damaged-content'
  | 'damaged-outline'
  | 'annotation-text'
  | 'image-only'
  /** Not the engine's: it was given no translation, as a translation service refused the text. */
  | 'refused-text';

export interface Kept {
  /** From 1. */
  page: number;
  reason: KeptReason;
  /** Absent where the text was never a block. */
  blockId?: string;
}

/** Pages from 1, both included. */
export interface PageRange {
  readonly from: number;
  readonly to: number;
}

export interface PageSize {
  /** Points, as displayed (rotation applied). */
  width: number;
  height: number;
  /** Degrees clockwise: 0, 90, 180, 270. */
  rotation: number;
}

export interface Extraction {
  pages: PageSize[];
  /** In reading order. */
  blocks: Block[];
  kept: Kept[];
  /** Sentences for a person. */
  warnings: string[];
}

export interface RenderedBlock {
  id: string;
  /** New font size by old: 1 = kept. */
  fontSizeRatio: number;
  /** The text did not fit its place even at the smallest size. */
  overflow: boolean;
  /** Where the new text stands, in the coordinates of `Block.box`. */
  box: [number, number, number, number];
  /** Where it may stand: the old box and the free room around it. */
  place: [number, number, number, number];
}

export interface Rendering {
  pdf: Uint8Array;
  blocks: RenderedBlock[];
  kept: Kept[];
  warnings: string[];
}

export interface ExtractOptions {
  password?: string | undefined;
  signal?: AbortSignal | undefined;
}

export interface RenderOptions extends ExtractOptions {
  /** BCP 47 tag of the language written. */
  language: string;
  /**
   * Render these pages only (from 1), after an edit, and title and outline, which are cheap. The others are those of
   * `previous`, an earlier rendering of the same document; without one, the original's. Translations are the whole
   * document's all the same.
   */
  onlyPages?: readonly number[] | undefined;
  previous?: Uint8Array | undefined;
}

/**
 * What a block says now: plain text, as a person types it, takes the block's main style; tagged text (`Block.tagged`,
 * translated) keeps the style of its spans. Tags that do not fit the block's own cost the style, never the text.
 */
export type Translation = string | { readonly tagged: string };
/** By block id. */
export type Translations = Readonly<Record<string, Translation>>;

/** Bytes in, blocks out; blocks and translations in, bytes out. Throws `PdfRefusal` for a document it will not do. */
export interface PdfEngine {
  extract(pdf: Uint8Array, options: ExtractOptions): Promise<Extraction>;
  /** `translations` by block id; a block without one keeps its original text. */
  render(pdf: Uint8Array, translations: Translations, options: RenderOptions): Promise<Rendering>;
  /** Ends the processes. Work under way is aborted. */
  close(): Promise<void>;
}
