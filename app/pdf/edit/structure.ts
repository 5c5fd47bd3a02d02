import { PDFArray, type PDFContext, PDFDict, type PDFDocument, PDFName, PDFNumber, type PDFObject } from '@cantoo/pdf-lib';
import type { Page } from './pages.ts';

const name = (key: string) => PDFName.of(key);
/** What says the old text again, or says that it is in the old language. */
const OF_OLD_TEXT = ['ActualText', 'E', 'Lang'].map(name);
const DESCRIBED = new Set(['Figure', 'Formula'].map(name));
/** Structure trees and number trees nested deeper than this are attacks. */
const MAX_DEPTH = 64;

/** A tagged page's way from its marked content to the structure tree (ISO 32000-2, 14.7.5.4). */
export class PageStructure {
  readonly #context: PDFContext;
  /** The structure element of each marked-content id. */
  readonly #parents: PDFArray;
  /** Ids from here on are new. */
  readonly #first: number;

  private constructor(context: PDFContext, parents: PDFArray) {
    this.#context = context;
    this.#parents = parents;
    this.#first = parents.size();
  }

  /** Undefined for a page that is not tagged. */
  static of({ catalog, context }: PDFDocument, { dict }: Page): PageStructure | undefined {
    const root = catalog.lookup(name('StructTreeRoot'));
    const key = dict.lookup(name('StructParents'));
    if (!(root instanceof PDFDict) || !(key instanceof PDFNumber)) return undefined;
    const parents = inNumberTree(root.lookup(name('ParentTree')), key.asNumber(), 0);
    return parents instanceof PDFArray ? new PageStructure(context, parents) : undefined;
  }

  /**
   * Gives the text that replaces the marked content `old` an id of its own in the same structure element, and takes what
   * repeats the old text from it. `ordinal` tells texts of a page apart, the same for every rendering.
   */
  attach(old: number, ordinal: number): number | undefined {
    const element = old < this.#first ? this.#parents.lookup(old) : undefined;
    if (!(element instanceof PDFDict)) return undefined;
    const id = this.#first + ordinal;
    if (!this.#addKid(element, old, id)) return undefined;
    while (this.#parents.size() <= id) this.#parents.push(this.#context.obj(null));
    this.#parents.set(id, this.#parents.get(old) as PDFObject);
    forget(element);
    return id;
  }

  /** Puts the new id behind the old one among the element's kids, in the old one's form. */
  #addKid(element: PDFDict, old: number, id: number): boolean {
    const kids = element.lookup(name('K'));
    const list = kids instanceof PDFArray ? kids : this.#context.obj([]);
    if (!(kids instanceof PDFArray) && kids) list.push(element.get(name('K')) as PDFObject);
    for (let i = 0; i < list.size(); i++) {
      const kid = list.lookup(i);
      const own = kid instanceof PDFDict ? kid.lookup(name('MCID')) : kid;
      if (!(own instanceof PDFNumber) || own.asNumber() !== old) continue;
      const added = PDFNumber.of(id);
      if (kid instanceof PDFDict) {
        const reference = kid.clone(this.#context);
        reference.set(name('MCID'), added);
        list.insert(i + 1, reference);
      } else list.insert(i + 1, added);
      if (list !== kids) element.set(name('K'), list);
      return true;
    }
    return false;
  }
}

/** Takes the old text's repetitions and its language from an element and those above it. */
function forget(element: PDFDict): void {
  let above: PDFObject | undefined = element;
  for (let depth = 0; above instanceof PDFDict && depth < MAX_DEPTH; depth++) {
    for (const key of OF_OLD_TEXT) above.delete(key);
    if (!DESCRIBED.has(above.lookup(name('S')) as PDFName)) above.delete(name('Alt'));
    above = above.lookup(name('P'));
  }
}

function inNumberTree(node: PDFObject | undefined, key: number, depth: number): PDFObject | undefined {
  if (!(node instanceof PDFDict) || depth > MAX_DEPTH) return undefined;
  const numbers = node.lookup(name('Nums'));
  if (numbers instanceof PDFArray) {
    for (let i = 0; i + 1 < numbers.size(); i += 2) {
      const own = numbers.lookup(i);
      if (own instanceof PDFNumber && own.asNumber() === key) return numbers.lookup(i + 1);
    }
  }
  const kids = node.lookup(name('Kids'));
  if (!(kids instanceof PDFArray)) return undefined;
  for (let i = 0; i < kids.size(); i++) {
    const kid = kids.lookup(i);
    const [least, most] = limitsOf(kid);
    const found = least <= key && key <= most ? inNumberTree(kid, key, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

function limitsOf(node: PDFObject | undefined): readonly [number, number] {
  const limits = node instanceof PDFDict ? node.lookup(name('Limits')) : undefined;
  const [least, most] = limits instanceof PDFArray ? [limits.lookup(0), limits.lookup(1)] : [];
  return least instanceof PDFNumber && most instanceof PDFNumber ? [least.asNumber(), most.asNumber()] : [-Infinity, Infinity];
}
