import type { RefusalCode } from '@transkeep/app/pdf/index.ts';

/** What a document shows, in the words that documents are looked for by. */
export type Feature =
  | 'columns'
  | 'tables'
  | 'forms'
  | 'lists'
  | 'headings'
  | 'running-heads'
  | 'footnotes'
  | 'alignment'
  | 'hyphens'
  | 'drop-cap'
  | 'leaders'
  | 'code'
  | 'formulas'
  | 'inline-style'
  | 'rotation'
  | 'crop'
  | 'page-size'
  | 'standard-fonts'
  | 'type3'
  | 'type1'
  | 'cff'
  | 'truetype'
  | 'cid'
  | 'no-to-unicode'
  | 'tagged'
  | 'pdf-a'
  | 'layers'
  | 'outline'
  | 'page-labels'
  | 'attachments'
  | 'links'
  | 'annotations'
  | 'form-xobjects'
  | 'images'
  | 'clipping'
  | 'transparency'
  | 'encrypted'
  | 'linearised'
  | 'object-streams'
  | 'incremental'
  | 'damaged'
  | 'filters'
  | 'greek'
  | 'cyrillic'
  | 'right-to-left'
  | 'vertical'
  | 'scan'
  | 'long';

/** Where a committed file comes from: the program that made it, from the file of the same name in `sources/`. */
type Producer = 'pdfTeX' | 'dvipdfmx' | 'LibreOffice' | 'Chromium' | 'qpdf';

export interface CorpusEntry {
  readonly name: string;
  /** What it is there for: what it asks of an engine. */
  readonly purpose: string;
  readonly features: readonly Feature[];
  readonly pages: number;
  /** Makes its bytes, the same ones every time; or names the program whose output is committed. */
  readonly origin: (() => Uint8Array) | Producer;
  /**
   * What is right to do with it: translate it, hand it back with all of its text as it was (text that cannot be written anew), or refuse it by a code.
   * Default: `translated`.
   */
  readonly answer?: 'translated' | 'kept' | RefusalCode;
  readonly password?: string;
}
