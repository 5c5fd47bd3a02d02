import { PDFArray, type PDFContext, PDFDict, type PDFDocument, PDFName, PDFNumber, type PDFObject, PDFStream } from '@cantoo/pdf-lib';
import type { StreamNode } from './content-tree.ts';
import type { Mark } from './marked-content.ts';
import type { Page } from './pages.ts';

const name = (key: string) => PDFName.of(key);
/** What says the old text again, or names it, or says that it is in the old language. */
const OF_OLD_TEXT = ['ActualText', 'E', 'T', 'Lang'].map(name);
const DESCRIBED = new Set(['Figure', 'Formula'].map(name));
/** The keys of the number tree: of all marked content of a page or form, and of a form as a whole. */
const [OF_MARKED, OF_WHOLE] = [name('StructParents'), name('StructParent')];
const [MCID, STREAM, KIDS] = [name('MCID'), name('Stm'), name('K')];
/** Structure trees and number trees nested deeper than this are attacks. */
const MAX_DEPTH = 64;

/** Where the structure knows a piece of content from. */
interface Place {
  /** The dictionary of the page or form that it stands in. */
  readonly owner: PDFDict;
  /** Id of the marked content there; undefined for a form as a whole. */
  readonly mcid: number | undefined;
  /** The place of the form, in what paints it. */
  readonly outer: Place | undefined;
}

/** The place of every show operator that has one, by its id. */
export function placesOf(tree: StreamNode): Map<string, Place> {
  const places = new Map<string, Place>();
  const walk = ({ path, owner, marks, forms }: StreamNode, outer: Place | undefined): void => {
    const whole = owner.has(OF_WHOLE) ? { owner, mcid: undefined, outer } : outer;
    const isMarked = owner.has(OF_MARKED);
    const placeOf = (mark: Mark | undefined) => (isMarked && mark?.mcid !== undefined ? { owner, mcid: mark.mcid, outer: whole } : whole);
    for (const [i, mark] of marks.entries()) {
      const place = placeOf(mark);
      if (place) places.set(`${path}#${i}`, place);
    }
    for (const { mark, node } of forms) walk(node, placeOf(mark));
  };
  walk(tree, undefined);
  return places;
}

/** A tagged document's way from a page's marked content, and that of its forms, to the structure tree (ISO 32000-2, 14.7.5.4). */
export class PageStructure {
  readonly #context: PDFContext;
  readonly #page: PDFDict;
  readonly #tree: PDFObject | undefined;
  /** What the number tree holds, as far as it was asked. */
  readonly #found = new Map<number, PDFObject | undefined>();
  readonly #forgotten = new Set<PDFDict>();
  /** The structure element of each marked-content id of the page itself; undefined for a page that is not tagged. */
  readonly #parents: PDFArray | undefined;
  /** Ids from here on are new. */
  readonly #first: number;

  private constructor(context: PDFContext, page: PDFDict, tree: PDFObject | undefined) {
    this.#context = context;
    this.#page = page;
    this.#tree = tree;
    const parents = this.#keyed(page, OF_MARKED);
    this.#parents = parents instanceof PDFArray ? parents : undefined;
    this.#first = this.#parents?.size() ?? 0;
  }

  /** Undefined for a document that is not tagged. */
  static of({ catalog, context }: PDFDocument, { dict }: Page): PageStructure | undefined {
    const root = catalog.lookup(name('StructTreeRoot'));
    return root instanceof PDFDict ? new PageStructure(context, dict, root.lookup(name('ParentTree'))) : undefined;
  }

  /** Is the page itself tagged? */
  get isTagged(): boolean {
    return this.#parents !== undefined;
  }

  /**
   * Gives the text that replaces what stands at `old` an id of its own on the page, in the same structure element. `ordinal` tells
   * texts of a page apart, the same for every rendering. Undefined where that cannot be done.
   */
  attach(old: Place, ordinal: number): number | undefined {
    const parents = this.#parents;
    if (!parents) return undefined;
    const id = this.#first + ordinal;
    for (const place of outwards(old)) {
      const entry = this.#entryOf(place);
      const element = this.#context.lookup(entry);
      if (!entry || !(element instanceof PDFDict) || !this.#addKid(element, place, id)) continue;
      while (parents.size() <= id) parents.push(this.#context.obj(null));
      parents.set(id, entry);
      return id;
    }
    return undefined;
  }

  /** Takes what repeats the text at `old`, and its language, from the elements that it is part of and those above them. */
  forget(old: Place): void {
    for (const place of outwards(old)) {
      let above = this.#context.lookup(this.#entryOf(place));
      for (let depth = 0; above instanceof PDFDict && !this.#forgotten.has(above) && depth < MAX_DEPTH; depth++) {
        this.#forgotten.add(above);
        for (const key of OF_OLD_TEXT) above.delete(key);
        if (!DESCRIBED.has(above.lookup(name('S')) as PDFName)) above.delete(name('Alt'));
        above = above.lookup(name('P'));
      }
    }
  }

  /** The element of a place, as the number tree has it. */
  #entryOf({ owner, mcid }: Place): PDFObject | undefined {
    if (mcid === undefined) return this.#keyed(owner, OF_WHOLE);
    if (owner === this.#page) return mcid < this.#first ? this.#parents?.get(mcid) : undefined;
    const parents = this.#keyed(owner, OF_MARKED);
    return parents instanceof PDFArray ? parents.get(mcid) : undefined;
  }

  #keyed(owner: PDFDict, key: PDFName): PDFObject | undefined {
    const value = owner.lookup(key);
    if (!(value instanceof PDFNumber)) return undefined;
    const number = value.asNumber();
    if (!this.#found.has(number)) this.#found.set(number, inNumberTree(this.#tree, number, new Set()));
    return this.#found.get(number);
  }

  /** Puts the new id behind the old one among the element's kids, in the old one's form. */
  #addKid(element: PDFDict, old: Place, id: number): boolean {
    const kids = element.lookup(KIDS);
    const list = kids instanceof PDFArray ? kids : this.#context.obj([]);
    if (!(kids instanceof PDFArray) && kids) list.push(element.get(KIDS) as PDFObject);
    for (let i = 0; i < list.size(); i++) {
      const kid = list.lookup(i);
      if (!this.#isAt(old, kid, element)) continue;
      const added = PDFNumber.of(id);
      if (kid instanceof PDFDict) {
        const reference = kid.clone(this.#context);
        reference.set(MCID, added);
        for (const key of [STREAM, name('StmOwn')]) reference.delete(key);
        list.insert(i + 1, reference);
      } else list.insert(i + 1, added);
      if (list !== kids) element.set(KIDS, list);
      return true;
    }
    return false;
  }

  /** Is this kid of the element the marked content at `place`, on this page? */
  #isAt({ owner, mcid }: Place, kid: PDFObject | undefined, element: PDFDict): boolean {
    const reference = kid instanceof PDFDict ? kid : undefined;
    const id = reference ? reference.lookup(MCID) : kid;
    if (!(id instanceof PDFNumber) || id.asNumber() !== mcid) return false;
    const stream = reference?.lookup(STREAM);
    const page = reference?.lookup(name('Pg')) ?? element.lookup(name('Pg'));
    return (stream instanceof PDFStream ? stream.dict : this.#page) === owner && (page === undefined || page === this.#page);
  }
}

function* outwards(place: Place): Generator<Place> {
  for (let at: Place | undefined = place; at; at = at.outer) yield at;
}

/** `seen`: the nodes looked at, each once, also where the tree contains itself. */
function inNumberTree(node: PDFObject | undefined, key: number, seen: Set<PDFDict>, depth = 0): PDFObject | undefined {
  if (!(node instanceof PDFDict) || seen.has(node) || depth > MAX_DEPTH) return undefined;
  seen.add(node);
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
    const found = least <= key && key <= most ? inNumberTree(kid, key, seen, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

function limitsOf(node: PDFObject | undefined): readonly [number, number] {
  const limits = node instanceof PDFDict ? node.lookup(name('Limits')) : undefined;
  const [least, most] = limits instanceof PDFArray ? [limits.lookup(0), limits.lookup(1)] : [];
  return least instanceof PDFNumber && most instanceof PDFNumber ? [least.asNumber(), most.asNumber()] : [-Infinity, Infinity];
}
