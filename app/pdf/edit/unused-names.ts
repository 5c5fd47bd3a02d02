import { PDFArray, type PDFContext, PDFDict, type PDFDocument, PDFName, type PDFObject, PDFStream } from '@cantoo/pdf-lib';
import { PdfRefusal } from '../errors.ts';
import { saysWords } from './marked-content.ts';
import { type Page, pagesOf } from './pages.ts';
import { decode, pageContent } from './streams.ts';
import { namesIn } from './tokenise.ts';

const name = (key: string) => PDFName.of(key);
const [RESOURCES, XOBJECT, KIDS, FORM, TYPE3] = ['Resources', 'XObject', 'Kids', 'Form', 'Type3'].map(name) as [
  PDFName,
  PDFName,
  PDFName,
  PDFName,
  PDFName,
];
/** Resources that may hold text. */
const HOLDING_TEXT = [XOBJECT, name('Properties')];

/**
 * Resources without those forms, and property lists that say text, which no content names: what was written anew stands under other names,
 * and the old text would stay in the file behind the old ones. Copies, as others may share them; the same where nothing goes. `contents`
 * are all that take names from them, undefined where that is not known.
 */
export function withoutUnused(context: PDFContext, resources: PDFDict, contents: () => readonly Uint8Array[] | undefined): PDFDict {
  const holding = HOLDING_TEXT.flatMap((category) => textsOf(resources, category).map((key) => ({ category, key })));
  const naming = holding.length > 0 && !lendsNames(resources) ? contents() : undefined;
  if (!naming) return resources;
  const names = naming.map(namesIn);
  const unused = holding.filter(({ key }) => !names.some((set) => set.has(key.decodeText())));
  if (unused.length === 0) return resources;
  const left = resources.clone(context);
  for (const category of HOLDING_TEXT) {
    const entries = resources.lookup(category);
    if (entries instanceof PDFDict) left.set(category, entries.clone(context));
  }
  for (const { category, key } of unused) (left.get(category) as PDFDict).delete(key);
  return left;
}

/** Takes from all pages, and from the tree above them, the forms and property lists with text that no page uses any more. */
export function dropUnused(document: PDFDocument): void {
  for (const page of pagesOf(document, Number.POSITIVE_INFINITY)) {
    if (!page.resources) continue;
    const resources = withoutUnused(document.context, page.resources, () => contentsOf(page));
    if (resources !== page.resources) page.dict.set(RESOURCES, resources);
  }
  dropUninherited(document.catalog.lookup(name('Pages')));
}

/** The names of forms, and of property lists that say text. */
function textsOf(resources: PDFDict, category: PDFName): PDFName[] {
  const entries = resources.lookup(category);
  return entries instanceof PDFDict ? entries.keys().filter((key) => isForm(entries.lookup(key)) || saysWords(entries.lookup(key))) : [];
}

const isForm = (object: PDFObject | undefined) => object instanceof PDFStream && object.dict.lookup(name('Subtype')) === FORM;

/** Do drawn fonts or patterns have no resources of their own, and so take their names from these? */
function lendsNames(resources: PDFDict): boolean {
  return ['Font', 'Pattern'].some((category) => {
    const entries = resources.lookup(name(category));
    if (!(entries instanceof PDFDict)) return false;
    return entries.keys().some((key) => {
      const object = entries.lookup(key);
      const dict = object instanceof PDFStream ? object.dict : object;
      if (!(dict instanceof PDFDict) || dict.lookup(RESOURCES) instanceof PDFDict) return false;
      return object instanceof PDFStream || dict.lookup(name('Subtype')) === TYPE3;
    });
  });
}

/**
 * All that takes names from the page's resources: its own content, and that of forms without resources. Undefined where any of it is
 * damaged, or too much to be looked at.
 */
function contentsOf({ dict, resources }: Page): Uint8Array[] | undefined {
  const xobjects = resources?.lookup(XOBJECT);
  const keys = xobjects instanceof PDFDict ? xobjects.keys() : [];
  const waiting = new Map(keys.map((key) => [key.decodeText(), (xobjects as PDFDict).lookup(key)] as const));
  const own = bytesOf(() => pageContent(dict));
  if (!own) return undefined;
  const contents = [own];
  // It grows as it is gone through.
  for (const content of contents) {
    for (const used of namesIn(content)) {
      const form = waiting.get(used);
      waiting.delete(used);
      if (!(form instanceof PDFStream) || !isForm(form) || form.dict.lookup(RESOURCES) instanceof PDFDict) continue;
      const bytes = bytesOf(() => decode(form));
      if (!bytes) return undefined;
      contents.push(bytes);
    }
  }
  return contents;
}

function bytesOf(read: () => Uint8Array | undefined): Uint8Array | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof PdfRefusal) return undefined;
    throw error;
  }
}

/** Deletes resources of page tree nodes that no page inherits any more. Does a page below take them from above the node? */
function dropUninherited(node: PDFObject | undefined): boolean {
  if (!(node instanceof PDFDict)) return false;
  const kids = node.lookup(KIDS);
  const hasOwn = node.lookup(RESOURCES) instanceof PDFDict;
  if (!(kids instanceof PDFArray)) return !hasOwn;
  const inherited = kids.asArray().map((_, i) => dropUninherited(kids.lookup(i)));
  if (inherited.includes(true)) return !hasOwn;
  node.delete(RESOURCES);
  return false;
}
