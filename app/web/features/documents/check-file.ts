import { type PlainWords, wordsForCode } from '../../shared/api/plain-words.ts';

export const MAX_UPLOAD_MB = 25;
/** Readers accept a PDF whose header comes a little late. */
const HEADER_WINDOW_BYTES = 1024;

/** Checks what can be known before sending. Out: why not, or undefined. The server checks again. */
export async function checkFile(file: File): Promise<PlainWords | undefined> {
  if (file.size === 0) return { title: 'This file is empty.', advice: 'Choose another file.' };
  if (file.size > MAX_UPLOAD_MB * 1024 * 1024) {
    return { title: `This PDF is larger than ${MAX_UPLOAD_MB} MB.`, advice: wordsForCode('too-large').advice };
  }
  const head = new Uint8Array(await file.slice(0, HEADER_WINDOW_BYTES).arrayBuffer());
  return String.fromCharCode(...head).includes('%PDF-') ? undefined : wordsForCode('not-a-pdf');
}
