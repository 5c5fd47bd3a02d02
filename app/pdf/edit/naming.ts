import { PDFDict, type PDFDocument, PDFHexString, PDFName, type PDFObject, PDFRawStream, PDFString } from '@cantoo/pdf-lib';
import { oneLine } from '../extract/naming.ts';
import { escapeXml, unescapeXml } from '../extract/xmp.ts';
import { plainTranslation } from '../translations.ts';
import type { Block, Kept, Translations } from '../types.ts';
import { flateStream } from './flate.ts';
import { decode } from './streams.ts';

const INFO_KEYS: Readonly<Record<string, string>> = { title: 'Title', subject: 'Subject' };

/**
 * Writes the document's title and subject, also in its XMP metadata, and the titles of its outline. Returns the blocks written, and entries
 * of the outline that were not found again.
 */
export function writeNaming(
  document: PDFDocument,
  blocks: readonly Block[],
  translations: Translations,
): { written: Block[]; kept: Kept[] } {
  const wanted = blocks.filter(({ id, translatable }) => translatable && Object.hasOwn(translations, id));
  const now = ({ id }: Block) => oneLine(plainTranslation(translations[id]));
  const titles = wanted.filter(({ kind }) => kind === 'title');
  for (const block of titles) infoOf(document).set(PDFName.of(INFO_KEYS[block.id] as string), PDFHexString.fromText(now(block)));
  rewriteXmp(document, new Map(titles.map((block) => [block.text, now(block)])));
  const entries = wanted.filter(({ kind }) => kind === 'outline');
  const found = writeOutline(document, entries, now);
  const lost = entries.filter((entry) => !found.has(entry));
  return { written: [...titles, ...found], kept: lost.map(({ id, page }) => ({ page, reason: 'damaged-outline', blockId: id })) };
}

/** The document's information: a new one if it has none, or one that is damaged. */
export function infoOf({ context }: PDFDocument): PDFDict {
  const info = context.lookup(context.trailerInfo.Info);
  if (info instanceof PDFDict) return info;
  const made = context.obj({});
  context.trailerInfo.Info = context.register(made);
  return made;
}

/** Walks the outline depth first, as it was read; an entry that says something else than what was read stays as it is. Returns those written. */
function writeOutline(document: PDFDocument, entries: readonly Block[], now: (entry: Block) => string): Set<Block> {
  const written = new Set<Block>();
  if (entries.length === 0) return written;
  const seen = new Set<PDFObject>();
  const root = document.catalog.lookup(PDFName.of('Outlines'));
  const open: PDFObject[] = root instanceof PDFDict ? [root] : [];
  let next = 0;
  for (let item = open.pop(); item; item = open.pop()) {
    if (!(item instanceof PDFDict) || seen.has(item)) continue;
    seen.add(item);
    const title = item.lookup(PDFName.of('Title'));
    if (title instanceof PDFString || title instanceof PDFHexString) {
      const text = oneLine(title.decodeText());
      const at = entries.findIndex((entry, i) => i >= next && entry.text === text);
      const entry = entries[at];
      if (entry) {
        item.set(PDFName.of('Title'), PDFHexString.fromText(now(entry)));
        written.add(entry);
        next = at + 1;
      }
    }
    // The next one on this level is looked at after all that is below this one.
    for (const key of ['Next', 'First']) {
      const other = item.lookup(PDFName.of(key));
      if (other) open.push(other);
    }
  }
  return written;
}

/** XMP is XML that names the title and the subject again: every element that says just that says it anew. */
function rewriteXmp(document: PDFDocument, texts: ReadonlyMap<string, string>): void {
  const stream = texts.size > 0 ? document.catalog.lookup(PDFName.of('Metadata')) : undefined;
  if (!(stream instanceof PDFRawStream)) return;
  const bytes = decode(stream);
  if (!bytes) return;
  const before = Buffer.from(bytes).toString('utf8');
  const after = before.replace(/>([^<>]+)</g, (whole, content: string) => {
    const text = texts.get(oneLine(unescapeXml(content)));
    return text === undefined ? whole : `>${escapeXml(text)}<`;
  });
  if (after === before) return;
  const { context } = document;
  // PDF/A wants it to be found without decompressing anything.
  const plain = !stream.dict.has(PDFName.of('Filter'));
  const written = plain ? context.stream(Buffer.from(after, 'utf8')) : flateStream(context, Buffer.from(after, 'utf8'));
  written.dict.set(PDFName.of('Type'), PDFName.of('Metadata'));
  written.dict.set(PDFName.of('Subtype'), PDFName.of('XML'));
  document.catalog.set(PDFName.of('Metadata'), context.register(written));
}
