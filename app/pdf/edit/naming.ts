import { PDFDict, type PDFDocument, PDFHexString, PDFName, type PDFObject, PDFRawStream, PDFString } from '@cantoo/pdf-lib';
import { oneLine } from '../extract/naming.ts';
import { escapeXml, unescapeXml } from '../extract/xmp.ts';
import { plainTranslation } from '../translations.ts';
import type { Block, Translations } from '../types.ts';
import { flateStream } from './flate.ts';
import { decode } from './streams.ts';

const INFO_KEYS: Readonly<Record<string, string>> = { title: 'Title', subject: 'Subject' };

/** Writes the document's title and subject, also in its XMP metadata, and the titles of its outline. Returns the blocks written. */
export function writeNaming(document: PDFDocument, blocks: readonly Block[], translations: Translations): Block[] {
  const wanted = blocks.filter(({ id, translatable }) => translatable && Object.hasOwn(translations, id));
  if (wanted.length === 0) return [];
  const now = ({ id }: Block) => oneLine(plainTranslation(translations[id]));
  const info = document.context.lookup(document.context.trailerInfo.Info);
  for (const block of wanted) {
    const key = INFO_KEYS[block.id];
    if (!key || !(info instanceof PDFDict) || !info.has(PDFName.of(key))) continue;
    info.set(PDFName.of(key), PDFHexString.fromText(now(block)));
  }
  rewriteXmp(document, new Map(wanted.filter(({ kind }) => kind === 'title').map((block) => [block.text, now(block)])));
  writeOutline(
    document,
    wanted.filter(({ kind }) => kind === 'outline').map((block) => [block.text, now(block)] as const),
  );
  return wanted;
}

/** Walks the outline depth first, as it was read; an entry that says something else than what was read stays as it is. */
function writeOutline(document: PDFDocument, titles: readonly (readonly [before: string, after: string])[]): void {
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
      const at = titles.findIndex(([before], i) => i >= next && before === text);
      if (at >= 0) {
        item.set(PDFName.of('Title'), PDFHexString.fromText((titles[at] as (typeof titles)[number])[1]));
        next = at + 1;
      }
    }
    // The next one on this level is looked at after all that is below this one.
    for (const key of ['Next', 'First']) {
      const other = item.lookup(PDFName.of(key));
      if (other) open.push(other);
    }
  }
}

/** XMP is XML that names the title and the subject again: every element that says just that says it anew. */
function rewriteXmp(document: PDFDocument, texts: ReadonlyMap<string, string>): void {
  const stream = document.catalog.lookup(PDFName.of('Metadata'));
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
