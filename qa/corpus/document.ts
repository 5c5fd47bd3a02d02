import { PdfWriter, type WriteOptions } from './pdf-writer.ts';
import { FACES } from './text.ts';

export interface PageSpec {
  /** Content streams, one or several. */
  readonly content: string | readonly string[];
  /** Points; default A4 upright. */
  readonly mediaBox?: readonly number[];
  /** Further entries of the page, as PDF source. */
  readonly entries?: string;
  /** Further resources. */
  readonly resources?: string;
  /** Further fonts, as entries of the font resources. */
  readonly fonts?: string;
}

interface DocumentOptions extends WriteOptions {
  /** Further entries of the catalogue, as PDF source. */
  readonly catalog?: string;
}

const A4 = [0, 0, 595, 842] as const;

/** A document under construction: pages with the standard fonts of `text.ts`, and whatever objects a builder adds to `pdf`. */
export class DocumentBuilder {
  readonly pdf = new PdfWriter();
  readonly #root = this.pdf.add('');
  readonly #tree = this.pdf.add('');
  readonly #pages: string[] = [];
  readonly #fonts = Object.entries(FACES)
    .map(
      ([name, { baseFont }]) =>
        `/${name} ${this.pdf.add(`<< /Type /Font /Subtype /Type1 /BaseFont /${baseFont} /Encoding /WinAnsiEncoding >>`)}`,
    )
    .join(' ');

  /** Entries of the resources that name the standard fonts, for form XObjects. */
  get fonts(): string {
    return `/Font << ${this.#fonts} >>`;
  }

  /** Adds a page. Returns its reference. */
  page({ content, mediaBox = A4, entries = '', resources = '', fonts = '' }: PageSpec): string {
    const streams = (typeof content === 'string' ? [content] : content).map((c) => this.pdf.add('<< >>', c)).join(' ');
    const own = `/Resources << /Font << ${this.#fonts} ${fonts} >> ${resources} >>`;
    const page = this.pdf.add(
      `<< /Type /Page /Parent ${this.#tree} /MediaBox [${mediaBox.join(' ')}] /Contents [${streams}] ${own} ${entries} >>`,
    );
    this.#pages.push(page);
    return page;
  }

  write({ catalog = '', ...options }: DocumentOptions = {}): Uint8Array {
    this.pdf.replace(this.#tree, `<< /Type /Pages /Kids [${this.#pages.join(' ')}] /Count ${this.#pages.length} >>`);
    this.pdf.replace(this.#root, `<< /Type /Catalog /Pages ${this.#tree} /Lang (en) ${catalog} >>`);
    return this.pdf.write(this.#root, options);
  }
}

/** A document of pages that need no objects of their own. */
export function documentOf(pages: readonly PageSpec[], options: DocumentOptions = {}): Uint8Array {
  const builder = new DocumentBuilder();
  for (const page of pages) builder.page(page);
  return builder.write(options);
}
