import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { pushAll } from '../push-all.ts';
import type { Block } from '../types.ts';
import { isRightToLeft } from './classify.ts';
import { pageIndexOf } from './targets.ts';
import { xmpText } from './xmp.ts';

/** What names a document and its parts. */
export interface Naming {
  /** Title and subject (`title`, `subject`), and the outline's entries (`o1`, `o2`, … in depth-first order). */
  readonly blocks: readonly Block[];
  /** Sentences for a person. */
  readonly warnings: readonly string[];
}

interface OutlineItem {
  readonly title: string;
  readonly dest: string | unknown[] | null;
  readonly items: readonly OutlineItem[];
}

/** More entries than this are an attack, or a concordance. */
const MAX_ENTRIES = 5_000;
/** Titles and descriptions that programs give: a file's name. */
const FILE_NAME = /\.(?:docx?|odt|rtf|tex|dvi|pdf|ps|indd|pptx?|xlsx?|html?|qxd|pmd|eps|cdr|ai|png|jpe?g|gif|tiff?|svg|bmp|webp|[ew]mf)$/i;

/** The document's title, subject and outline as blocks; an entry is on the page that it leads to. */
export async function namingOf(document: PDFDocumentProxy): Promise<Naming> {
  const blocks: Block[] = [];
  try {
    const { info, metadata } = await document.getMetadata();
    const { Title, Subject } = info as { Title?: unknown; Subject?: unknown };
    const xmp: unknown = metadata?.getRaw();
    blocks.push(offPage('title', 'title', told(Title, xmp, 'dc:title'), 1));
    blocks.push(offPage('subject', 'title', told(Subject, xmp, 'dc:description'), 1));
    const outline = ((await document.getOutline()) ?? []) as unknown as OutlineItem[];
    const open = outline.toReversed();
    for (let item = open.pop(), entry = 1; item && entry <= MAX_ENTRIES; item = open.pop(), entry++) {
      blocks.push(offPage(`o${entry}`, 'outline', item.title, ((await pageIndexOf(document, item.dest)) ?? 0) + 1));
      pushAll(open, item.items.toReversed());
    }
    return { blocks: blocks.filter(named), warnings: [] };
  } catch {
    return { blocks: blocks.filter(named), warnings: ['Title or outline of this PDF are damaged; what cannot be read stays as it is.'] };
  }
}

/** What the document's information says, or else its XMP metadata. */
function told(info: unknown, xmp: unknown, property: string): string {
  if (typeof info === 'string' && oneLine(info) !== '') return info;
  return typeof xmp === 'string' ? (xmpText(xmp, property) ?? '') : '';
}

const named = ({ text }: Block) => text !== '';

/** A block that stands on no page's picture. */
export function offPage(id: string, kind: 'title' | 'outline' | 'description', given: string, page: number): Block {
  const text = oneLine(given);
  return {
    id,
    page,
    kind,
    box: [0, 0, 0, 0],
    text,
    translatable: /\p{L}{2}/u.test(text) && !isRightToLeft(text) && !FILE_NAME.test(text) && !/^\S*(?:\/\/|@)\S*$/.test(text),
    fontSize: 12,
    bold: false,
    italic: false,
    align: 'left',
    lines: 1,
  };
}

/** White space and control characters, which some programs leave in titles, as single spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
