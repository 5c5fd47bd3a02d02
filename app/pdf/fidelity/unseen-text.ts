import { PDFArray, PDFDict, PDFHexString, PDFName, type PDFObject, PDFStream, PDFString } from '@cantoo/pdf-lib';
import { openForEditing } from '../edit/open.ts';
import { decode } from '../edit/streams.ts';
import { pushAll } from '../push-all.ts';

const name = (key: string) => PDFName.of(key);
/** What says something in words, whatever it is of: titles of documents and chapters, what is spoken or copied instead of what is shown. */
const SAYING = ['Title', 'Subject', 'ActualText', 'E'].map(name);
/** The structure's elements have descriptions and titles besides (`T`: a field's name elsewhere), notes the text that they show. */
const SAYING_OF_ELEMENTS = [...SAYING, ...['Alt', 'T'].map(name)];
const SAYING_OF_NOTES = [...SAYING, ...['Contents', 'RC'].map(name)];
/** Rich text is XHTML. */
const MARKUP = /<[^<>]*>/g;
/** Where a word may be cut by kerning, thousandths of an em; more is a space. */
const MOST_KERNING = 200;

/**
 * The words of a document that stand on no page: in its dictionaries, and in form XObjects that may be left from before. Comments, names and
 * tooltips of form fields, and keywords are left out: they stay in their language.
 */
export async function unseenText(pdf: Uint8Array): Promise<string> {
  const { context } = await openForEditing(pdf);
  const found: string[] = [];
  const contents = new Set<PDFStream>();
  const forms = new Set<PDFStream>();
  const open: PDFObject[] = context.enumerateIndirectObjects().map(([, object]) => object);
  for (let object = open.pop(); object; object = open.pop()) {
    if (object instanceof PDFArray) for (const item of object.asArray()) open.push(item);
    const dict = object instanceof PDFStream ? object.dict : object;
    if (!(dict instanceof PDFDict)) continue;
    for (const key of sayingKeys(dict)) {
      const text = dict.lookup(key);
      if (text instanceof PDFString || text instanceof PDFHexString) found.push(text.decodeText().replace(MARKUP, ' '));
    }
    for (const stream of streamsAt(dict, name('Contents'))) contents.add(stream);
    for (const stream of streamsAt(dict, name('XObject'))) if (stream.dict.lookup(name('Subtype')) === name('Form')) forms.add(stream);
    for (const value of dict.values()) open.push(value);
  }
  for (const stream of new Set([...contents, ...forms])) {
    const content = Buffer.from(decode(stream) ?? new Uint8Array()).toString('latin1');
    pushAll(found, spokenIn(content));
    if (forms.has(stream)) found.push(shownIn(content));
  }
  return found.join('\n');
}

function sayingKeys(dict: PDFDict): PDFName[] {
  if (dict.has(name('S'))) return SAYING_OF_ELEMENTS;
  return dict.lookup(name('Subtype')) === name('FreeText') && dict.has(name('AP')) ? SAYING_OF_NOTES : SAYING;
}

/** The streams that are the entry, or in it. */
function streamsAt(dict: PDFDict, key: PDFName): PDFStream[] {
  const entry = dict.lookup(key);
  if (entry instanceof PDFStream) return [entry];
  const values = entry instanceof PDFDict ? entry.values() : entry instanceof PDFArray ? entry.asArray() : [];
  return values.map((value) => dict.context.lookup(value)).filter((value) => value instanceof PDFStream);
}

/** What marked content of a stream says by its properties, but for descriptions of pictures there (`Alt`), which stay. */
function spokenIn(content: string): string[] {
  const said = content.matchAll(/\/(?:ActualText|E)\s*(?:\(((?:\\[\s\S]|[^\\()])*)\)|<([\dA-Fa-f\s]*)>)/g);
  return [...said].map(([, literal, hex]) => (literal === undefined ? PDFHexString.of(hex ?? '') : PDFString.of(literal)).decodeText());
}

/** What a stream shows, as far as its codes are letters. */
function shownIn(content: string): string {
  const strings = content.matchAll(/\(((?:\\[\s\S]|[^\\()])*)\)\s*(-?[\d.]+)?/g);
  return [...strings]
    .map(([, literal = '', gap]) => PDFString.of(literal).decodeText() + (Math.abs(Number(gap ?? Infinity)) > MOST_KERNING ? ' ' : ''))
    .join('');
}
