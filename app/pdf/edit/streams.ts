import { constants, inflateSync } from 'node:zlib';
import { decodePDFRawStream, PDFArray, PDFDict, PDFName, PDFRawStream, PDFStream } from '@cantoo/pdf-lib';
import { PdfRefusal } from '../errors.ts';

/** No honest content stream is longer; deflate makes a thousand bytes of one. */
const MAX_CONTENT_BYTES = 64 * 1024 * 1024;
const FLATE = PDFName.of('FlateDecode');
const FILTER = PDFName.of('Filter');
/** Names that the standard knows for inline images only, and that some programs give to streams; pdf-lib does not know them. */
const SHORT_NAMES = new Map(
  Object.entries({ A85: 'ASCII85Decode', AHx: 'ASCIIHexDecode', Fl: 'FlateDecode', LZW: 'LZWDecode', RL: 'RunLengthDecode' }).map(
    ([short, long]) => [PDFName.of(short), PDFName.of(long)] as const,
  ),
);

/** A stream's bytes without its filters; of a stream that is cut off, those that are there; undefined for a damaged one. Throws `PdfRefusal` (too-complex) for a bomb. */
export function decode(stream: PDFStream): Uint8Array | undefined {
  if (!(stream instanceof PDFRawStream)) return stream.getContents();
  spellOut(stream);
  return (plainFlate(stream) && inflated(stream.contents)) || decodedByFilters(stream);
}

function inflated(bytes: Uint8Array): Uint8Array | undefined {
  try {
    // Readers show a stream that is cut off as far as it goes.
    return inflateSync(bytes, { maxOutputLength: MAX_CONTENT_BYTES, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new PdfRefusal('too-complex', undefined, { cause });
    // A bad checksum, or worse: pdf-lib's decoder knows no checksums.
    return undefined;
  }
}

/** pdf-lib throws what it has for errors: bad codes, unknown filters. */
function decodedByFilters(stream: PDFRawStream): Uint8Array | undefined {
  try {
    return decodePDFRawStream(stream).decode();
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return undefined;
  }
}

function spellOut({ dict }: PDFRawStream): void {
  const filter = dict.lookup(FILTER);
  if (filter instanceof PDFName) dict.set(FILTER, SHORT_NAMES.get(filter) ?? filter);
  if (!(filter instanceof PDFArray)) return;
  for (let i = 0; i < filter.size(); i++) {
    const name = filter.lookup(i);
    if (name instanceof PDFName) filter.set(i, SHORT_NAMES.get(name) ?? name);
  }
}

/** Only Flate, without a predictor: then zlib does in a millisecond what takes JavaScript twenty. */
function plainFlate({ dict }: PDFRawStream): boolean {
  if (dict.has(PDFName.of('DecodeParms'))) return false;
  const filter = dict.lookup(PDFName.of('Filter'));
  return filter === FLATE || (filter instanceof PDFArray && filter.size() === 1 && filter.lookup(0) === FLATE);
}

/** The page's content as one stream, as viewers read it: parts of an array are joined by white space. Undefined when any of it is damaged. */
export function pageContent(page: PDFDict): Uint8Array | undefined {
  const contents = page.lookup(PDFName.of('Contents'));
  if (contents instanceof PDFStream) return decode(contents);
  if (!(contents instanceof PDFArray)) return new Uint8Array();
  const parts: Uint8Array[] = [];
  for (let i = 0; i < contents.size(); i++) {
    const part = contents.lookup(i);
    if (!(part instanceof PDFStream)) continue;
    const bytes = decode(part);
    if (!bytes) return undefined;
    parts.push(bytes, Buffer.from('\n'));
  }
  return Buffer.concat(parts);
}

/** An appearance's content and resources. Undefined when it is damaged. */
export function appearanceContent(form: PDFStream): { bytes: Uint8Array; resources: PDFDict | undefined } | undefined {
  const bytes = decode(form);
  const resources = form.dict.lookup(PDFName.of('Resources'));
  return bytes && { bytes, resources: resources instanceof PDFDict ? resources : undefined };
}

export function formXObject(resources: PDFDict | undefined, name: string): PDFStream | undefined {
  const xobjects = resources?.lookup(PDFName.of('XObject'));
  if (!(xobjects instanceof PDFDict)) return undefined;
  const found = xobjects.lookup(PDFName.of(name));
  return found instanceof PDFStream && found.dict.lookup(PDFName.of('Subtype')) === PDFName.of('Form') ? found : undefined;
}
