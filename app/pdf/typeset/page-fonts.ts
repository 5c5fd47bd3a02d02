import { PDFArray, type PDFContext, PDFDict, PDFName } from '@cantoo/pdf-lib';
import { flateStream } from '../edit/flate.ts';
import type { Page } from '../edit/pages.ts';
import { EmbeddedFace } from './embed.ts';
import type { Face } from './faces.ts';
import type { AlphaUse, FontUse } from './write.ts';

/** The faces a document's translations are written in, and their names on each page. */
export class PageFonts {
  readonly #context: PDFContext;
  readonly #embedded = new Map<Face, EmbeddedFace>();

  constructor(context: PDFContext) {
    this.#context = context;
  }

  onPage(page: Page): PageText {
    return new PageText(this.#context, page, (face) => this.#embed(face));
  }

  /** Writes the font objects; call once, after the last page. */
  finish(): void {
    for (const font of this.#embedded.values()) font.finish();
  }

  #embed(face: Face): EmbeddedFace {
    const found = this.#embedded.get(face) ?? new EmbeddedFace(this.#context, face);
    this.#embedded.set(face, found);
    return found;
  }
}

/** New text on one page: a content stream after the page's own, and the resources it needs. */
class PageText {
  readonly #context: PDFContext;
  readonly #page: Page;
  readonly #fonts = new Map<Face, { name: string; embedded: EmbeddedFace }>();
  readonly #alphas = new Map<number, string>();
  readonly #parts: string[] = [];
  readonly font: FontUse;
  readonly alpha: AlphaUse;

  constructor(context: PDFContext, page: Page, embed: (face: Face) => EmbeddedFace) {
    this.#context = context;
    this.#page = page;
    this.font = (face) => {
      const use = this.#fonts.get(face) ?? { name: `TkFont${this.#fonts.size}`, embedded: embed(face) };
      this.#fonts.set(face, use);
      return use;
    };
    this.alpha = (alpha) => {
      const name = this.#alphas.get(alpha) ?? `TkAlpha${this.#alphas.size}`;
      this.#alphas.set(alpha, name);
      return name;
    };
  }

  append(operators: string): void {
    this.#parts.push(operators);
  }

  finish(): void {
    const context = this.#context;
    const stream = context.register(flateStream(context, this.operators));
    const { dict } = this.#page;
    const contents = dict.lookup(PDFName.of('Contents'));
    dict.set(PDFName.of('Contents'), context.obj([...(contents instanceof PDFArray ? contents.asArray() : []), stream]));
    dict.set(PDFName.of('Resources'), this.resources());
  }

  get operators(): string {
    return this.#parts.join('');
  }

  /** The page's resources with what the text needs. They may be shared with other pages, or inherited: this page gets its own. */
  resources(): PDFDict {
    const context = this.#context;
    const resources = this.#page.resources?.clone(context) ?? context.obj({});
    this.#add(
      resources,
      'Font',
      [...this.#fonts.values()].map(({ name, embedded }) => [name, embedded.ref]),
    );
    this.#add(
      resources,
      'ExtGState',
      [...this.#alphas].map(([alpha, name]) => [name, context.obj({ Type: 'ExtGState', ca: alpha })]),
    );
    return resources;
  }

  #add(resources: PDFDict, category: string, entries: [string, Parameters<PDFDict['set']>[1]][]): void {
    if (entries.length === 0) return;
    const existing = resources.lookup(PDFName.of(category));
    const dict = existing instanceof PDFDict ? existing.clone(this.#context) : this.#context.obj({});
    for (const [name, value] of entries) dict.set(PDFName.of(name), value);
    resources.set(PDFName.of(category), dict);
  }
}
