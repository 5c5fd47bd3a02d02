import { DomainError } from '../errors.ts';

/** Readers accept a header that is not at the very start (mail gateways put lines in front), within these bytes. */
const HEADER_WITHIN_BYTES = 1024;
const HEADER = '%PDF-';

/**
 * Passes a file on, chunk by chunk, once it has shown the header of a PDF: what is not one never reaches the storage.
 * @throws {DomainError} not-a-pdf before the first chunk; too-large as soon as the limit is passed
 */
export async function* checkedPdf(file: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array, void, void> {
  let head: Uint8Array | undefined = new Uint8Array();
  let total = 0;
  for await (const chunk of file) {
    total += chunk.length;
    if (total > maxBytes) throw tooLarge(maxBytes);
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (Buffer.from(head.subarray(0, HEADER_WITHIN_BYTES)).includes(HEADER)) {
      yield head;
      head = undefined;
    } else if (head.length >= HEADER_WITHIN_BYTES) {
      break;
    }
  }
  if (head !== undefined) throw new DomainError('not-a-pdf', 'This file is not a PDF.');
}

export function tooLarge(maxBytes: number): DomainError {
  return new DomainError('too-large', `This file is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB, the most we take.`);
}

/** A name to show and to download under: no path, no control or direction-changing characters, not endless. */
export function safeFileName(given: string | undefined): string {
  const name = (given ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .replace(/^.*[\\/]/, '')
    .trim();
  const characters = [...name];
  return characters.length === 0 ? 'document.pdf' : characters.slice(0, 150).join('');
}
