import { ApiError } from './problem.ts';

/** What a person reads: what happened, and what to do about it. */
export interface PlainWords {
  readonly title: string;
  readonly advice: string;
}

const WORDS: Readonly<Record<string, PlainWords>> = {
  // Documents that the engine will not do
  encrypted: { title: 'This PDF is protected by a password.', advice: 'Save a copy without the password and upload that copy.' },
  scanned: {
    title: 'This PDF is a scan: its pages are pictures of text.',
    advice: 'Run text recognition (OCR) on it first, or upload the file it was printed from.',
  },
  'not-a-pdf': { title: 'This file is not a PDF.', advice: 'Choose a file that a PDF reader can open.' },
  'too-large': { title: 'This PDF is too large.', advice: 'Split it into parts, or reduce the size of its images.' },
  'too-complex': {
    title: 'This PDF is too complex to translate safely.',
    advice: 'Printing it to a new PDF often makes it simpler. Then upload the new file.',
  },
  damaged: { title: 'This PDF is damaged and cannot be read.', advice: 'Open it in a PDF reader, save it again, and upload the new copy.' },
  'unsupported-language': { title: 'This pair of languages is not available.', advice: 'Choose another language to translate into.' },
  'translation-refused': {
    title: 'The translation service refuses this document.',
    advice: 'Try again later. If it stays so, the service does not take texts of this kind.',
  },
  // Everything else
  'invalid-credentials': { title: 'The e-mail address or the password is wrong.', advice: 'Check both and try again.' },
  'not-ready': { title: 'The translation is not ready yet.', advice: 'Wait until it is done and try again.' },
  'not-editable': { title: 'This block cannot be changed.', advice: 'It is kept as it is in the original.' },
  'not-found': { title: 'This document is not here.', advice: 'It may have been deleted, or its link may be incomplete.' },
  'rate-limited': { title: 'That was too often in a short time.', advice: 'Wait a minute and try again.' },
  unavailable: { title: 'TransKeep is not available for a moment.', advice: 'Try again soon.' },
  network: { title: 'The server cannot be reached.', advice: 'Check your connection and try again.' },
  unauthenticated: { title: 'You are signed out.', advice: 'Sign in again to go on.' },
};

const SERVER_FAILED: PlainWords = { title: 'Something went wrong on our side.', advice: 'Try again in a moment.' };

/** The refusals that no second attempt with the same file can change. */
const REFUSALS = new Set(['encrypted', 'scanned', 'not-a-pdf', 'too-large', 'too-complex', 'damaged', 'unsupported-language']);

export function isRefusal(code: string): boolean {
  return REFUSALS.has(code);
}

/** In: a stable code and the server's own sentence. Out: words for a person; an unknown code falls back to that sentence. */
export function wordsForCode(code: string, message?: string): PlainWords {
  return WORDS[code] ?? (message ? { title: message, advice: '' } : SERVER_FAILED);
}

/** In: anything caught. Out: words for a person; never a stack, never a 5xx's inner workings. */
export function plainWords(error: unknown): PlainWords {
  if (!(error instanceof ApiError)) return SERVER_FAILED;
  const known = WORDS[error.code];
  if (known) return known;
  if (error.status === 401) return WORDS.unauthenticated ?? SERVER_FAILED;
  if (error.status === 404) return WORDS['not-found'] ?? SERVER_FAILED;
  if (error.status === 413) return WORDS['too-large'] ?? SERVER_FAILED;
  if (error.status === 429) return WORDS['rate-limited'] ?? SERVER_FAILED;
  return error.status >= 500 ? SERVER_FAILED : { title: error.message, advice: '' };
}
