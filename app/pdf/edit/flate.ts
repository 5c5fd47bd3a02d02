import { deflateSync } from 'node:zlib';
import type { PDFContext, PDFRawStream } from '@cantoo/pdf-lib';

/** A compressed stream. zlib does in a tenth of the time what pdf-lib's own compressor does. */
export function flateStream(context: PDFContext, bytes: Uint8Array | string): PDFRawStream {
  return context.stream(new Uint8Array(deflateSync(bytes)), { Filter: 'FlateDecode' });
}
