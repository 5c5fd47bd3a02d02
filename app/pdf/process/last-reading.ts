import { type FailedPage, type OpenForReading, type ReadDocument, readDocument } from '../extract/document.ts';
import type { Naming } from '../extract/naming.ts';
import type { PageLayout } from '../extract/page-layout.ts';

/** Glyphs and painted paths that are kept at most, of 200 to 370 bytes each in the corpus: some forty dense pages, 45 MB. */
const MAX_MARKS = 120_000;
/** Kept without being asked for. Most translations take less. */
const KEPT_MS = 120_000;

interface Kept {
  readonly digest: string;
  readonly pageCount: number;
  readonly layouts: Map<number, PageLayout>;
  naming: Naming | undefined;
  marks: number;
}

/**
 * What an engine process has read of its last document, as its rendering usually follows its extraction. One document of bounded size, known by
 * its digest; it is forgotten for the next one, after a while, and with the process.
 */
export class LastReading {
  #kept: Kept | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** Reads the document of this digest anew, and keeps what it reads. */
  anew(digest: string): OpenForReading {
    return async (pdf, options) => {
      this.#forget();
      const document = await readDocument(pdf, options);
      return new KeepingDocument(this.#begin(digest, document.pageCount), async () => document, document);
    };
  }

  /** Reads what is not kept of the document of this digest, and keeps that too. */
  again(digest: string): OpenForReading {
    return async (pdf, options) => {
      if (this.#kept?.digest !== digest) return this.anew(digest)(pdf, options);
      this.#forgetLater();
      return new KeepingDocument(this.#kept, () => readDocument(pdf, options));
    };
  }

  #begin(digest: string, pageCount: number): Kept {
    this.#kept = { digest, pageCount, layouts: new Map(), naming: undefined, marks: 0 };
    this.#forgetLater();
    return this.#kept;
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#kept = undefined;
  }

  #forgetLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#forget(), KEPT_MS).unref();
  }
}

/** A document that is opened only for what is not kept of it, and keeps what is read then. */
class KeepingDocument implements ReadDocument {
  readonly #kept: Kept;
  readonly #open: () => Promise<ReadDocument>;
  #opened: ReadDocument | undefined;

  constructor(kept: Kept, open: () => Promise<ReadDocument>, opened?: ReadDocument) {
    this.#kept = kept;
    this.#open = open;
    this.#opened = opened;
  }

  get pageCount(): number {
    return this.#kept.pageCount;
  }

  async naming(): Promise<Naming> {
    this.#kept.naming ??= await (await this.#document()).naming();
    return this.#kept.naming;
  }

  async page(number: number): Promise<PageLayout | FailedPage> {
    const known = this.#kept.layouts.get(number);
    if (known) return known;
    const layout = await (await this.#document()).page(number);
    // A page that could not be read is tried again.
    if (!('cause' in layout)) this.#keep(layout);
    return layout;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened?.[Symbol.asyncDispose]();
  }

  async #document(): Promise<ReadDocument> {
    this.#opened ??= await this.#open();
    return this.#opened;
  }

  /** All of the pages asked for or none: a part of a book would take memory and save little. */
  #keep(layout: PageLayout): void {
    const kept = this.#kept;
    if (kept.marks > MAX_MARKS) return;
    kept.marks += marksOf(layout);
    if (kept.marks > MAX_MARKS) kept.layouts.clear();
    else kept.layouts.set(layout.page, layout);
  }
}

function marksOf({ content, notes }: PageLayout): number {
  const contents = [content, ...notes.map((note) => note.content)];
  return contents.reduce((sum, { runs, paths }) => runs.reduce((glyphs, run) => glyphs + run.glyphs.length, sum + paths.length), 0);
}
