import { TranslationError } from './engine.ts';

/** The service understood and refused these texts: asking again, or another text, is no matter of its health. */
export class TranslationRefusedError extends Error {
  override name = 'TranslationRefusedError';
}

/**
 * What an HTTP status of a translation service means: 401, 402 and 403 (key, account) last until a person acts, 408, 429 and
 * 5xx pass, any other refusal is about this one request. Without a cause: a client's error may quote the text, and it would be logged.
 */
export function errorOfStatus(service: string, status: number, retryAfter: string | null | undefined): Error {
  const message = `${service} answered with status ${status}`;
  if (status === 401 || status === 402 || status === 403) return new TranslationError(message, { lasting: true });
  if (status === 408 || status === 429 || status >= 500) {
    return new TranslationError(message, { retryAfterMs: retryAfterMs(retryAfter), throttled: status === 429 });
  }
  return new TranslationRefusedError(message);
}

/** `Retry-After` (RFC 9110): seconds or a date → milliseconds from now, at most an hour; undefined when absent or not readable. */
export function retryAfterMs(header: string | null | undefined, now = Date.now()): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(0, ms), 3_600_000) : undefined;
}
