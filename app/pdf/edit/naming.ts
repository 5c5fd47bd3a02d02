import { PDFDict, type PDFDocument, PDFHexString, PDFName, type PDFObject, PDFRawStream, PDFString } from '@cantoo/pdf-lib';
import { oneLine } from '../extract/naming.ts';
import { escapeXml, unescapeXml } from '../extract/xmp.ts';
import { plainTranslation } from '../translations.ts';
import type { Block, Kept, Translations } from '../types.ts';
import { flateStream } from './flate.ts';
import { decode } from './streams.ts';
import { textOf } from './strings.ts';

const INFO_KEYS: Readonly<Record<string, string>> = { title: 'Title', subject: 'Subject' };

/** What a block is to say; undefined where it stays as it is. */
type Now = (block: Block) => string | undefined;

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
  const texts = new Map(wanted.map((block) => [block, oneLine(plainTranslation(translations[block.id]))]));
  const now: Now = (block) => texts.get(block);
  const ofKind = (kind: Block['kind']) => blocks.filter((block) => block.kind === kind);
  writeTitles(document, ofKind('title'), now);
  const found = writeOutline(document, ofKind('outline'), now);
  const isLost = (block: Block) => block.kind === 'outline' && !found.has(block);
  return {
    written: wanted.filter((block) => !isLost(block)),
    kept: wanted.filter(isLost).map(({ id, page }) => ({ page, reason: 'damaged-outline', blockId: id })),
  };
}

/**
 * Information says anew what it said. It does not learn what XMP metadata said alone: PDF/A-4 wants none of it (ISO 19005-4, 6.1.3). A
 * damaged one, which readers may still make sense of, gives way to a new one, which says also what is not translated.
 */
function writeTitles(document: PDFDocument, titles: readonly Block[], now: Now): void {
  const wanted = titles.filter((block) => now(block) !== undefined);
  if (wanted.length === 0) return;
  const inXmp = rewriteXmp(document, new Map(wanted.map((block) => [block.text, now(block) as string])));
  const info = document.context.lookup(document.context.trailerInfo.Info);
  const isDamaged = info !== undefined && !(info instanceof PDFDict);
  for (const block of isDamaged ? titles : wanted) {
    const key = PDFName.of(INFO_KEYS[block.id] as string);
    const isIn = info instanceof PDFDict && info.has(key);
    if (isIn || isDamaged || !inXmp.has(block.text)) infoOf(document).set(key, PDFHexString.fromText(now(block) ?? block.text));
  }
}

/** The document's information: a new one if it has none, or one that is damaged. */
export function infoOf({ context }: PDFDocument): PDFDict {
  const info = context.lookup(context.trailerInfo.Info);
  if (info instanceof PDFDict) return info;
  const made = context.obj({});
  context.trailerInfo.Info = context.register(made);
  return made;
}

/**
 * Walks the outline depth first, as it was read; an entry that says something else than what was read stays as it is. `entries` are all that
 * were read, as some may say the same. Returns those written.
 */
function writeOutline(document: PDFDocument, entries: readonly Block[], now: Now): Set<Block> {
  const written = new Set<Block>();
  if (entries.every((entry) => now(entry) === undefined)) return written;
  const seen = new Set<PDFObject>();
  const root = document.catalog.lookup(PDFName.of('Outlines'));
  const open: PDFObject[] = root instanceof PDFDict ? [root] : [];
  let next = 0;
  for (let item = open.pop(); item; item = open.pop()) {
    if (!(item instanceof PDFDict) || seen.has(item)) continue;
    seen.add(item);
    const title = item.lookup(PDFName.of('Title'));
    if (title instanceof PDFString || title instanceof PDFHexString) {
      const before = oneLine(textOf(title));
      const at = entries.findIndex((entry, i) => i >= next && entry.text === before);
      const entry = entries[at];
      if (entry) {
        next = at + 1;
        const text = now(entry);
        if (text !== undefined) {
          item.set(PDFName.of('Title'), PDFHexString.fromText(text));
          written.add(entry);
        }
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

/** XMP is XML that names the title and the subject again: every element that says just that says it anew. Returns the texts found. */
function rewriteXmp(document: PDFDocument, texts: ReadonlyMap<string, string>): Set<string> {
  const found = new Set<string>();
  const stream = document.catalog.lookup(PDFName.of('Metadata'));
  const bytes = stream instanceof PDFRawStream ? decode(stream) : undefined;
  if (!(stream instanceof PDFRawStream) || !bytes) return found;
  const before = Buffer.from(bytes).toString('utf8');
  const after = before.replace(/>([^<>]+)</g, (whole, content: string) => {
    const said = oneLine(unescapeXml(content));
    const text = texts.get(said);
    if (text === undefined) return whole;
    found.add(said);
    return `>${escapeXml(text)}<`;
  });
  if (after === before) return found;
  const { context } = document;
  // PDF/A wants it to be found without decompressing anything.
  const plain = !stream.dict.has(PDFName.of('Filter'));
  const written = plain ? context.stream(Buffer.from(after, 'utf8')) : flateStream(context, Buffer.from(after, 'utf8'));
  written.dict.set(PDFName.of('Type'), PDFName.of('Metadata'));
  written.dict.set(PDFName.of('Subtype'), PDFName.of('XML'));
  document.catalog.set(PDFName.of('Metadata'), context.register(written));
  return found;
}
