import { inflateSync } from 'node:zlib';

/** Names that only scripts and program launches need (ISO 32000-2, 12.6.4), as they stand in a file. */
const NAMES = /\/(?:JavaScript|JS|Launch)\b/g;

/**
 * Scripts and launches in a PDF's bytes, looked for without any PDF library, so that none of ours vouches for itself: in the
 * file as it is and in every Flate stream, where object streams keep dictionaries.
 */
export function activeContentIn(pdf: Buffer): string[] {
  const text = pdf.toString('latin1');
  const found = new Set(text.match(NAMES));
  for (let at = text.indexOf('stream'); at >= 0; at = text.indexOf('stream', at + 1)) {
    const start = text[at + 6] === '\r' ? at + 8 : at + 7;
    if (pdf[start] === 0x78) for (const name of inflated(pdf.subarray(start)).match(NAMES) ?? []) found.add(name);
  }
  return [...found].sort();
}

/** Bytes that look like a zlib stream and are none hold nothing. */
function inflated(bytes: Buffer): string {
  try {
    return inflateSync(bytes, { maxOutputLength: 64 * 1024 * 1024 }).toString('latin1');
  } catch (error) {
    if (/^Z_|ERR_BUFFER_TOO_LARGE/.test((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw error;
  }
}
