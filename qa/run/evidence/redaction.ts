import { gunzipSync, gzipSync } from 'node:zlib';
import { unzipSync, zipSync } from 'fflate';
import { type Secret, spellings } from './secrets.ts';

const REDACTED = '[redacted]';

/** Archives and texts that are larger than this (inflated) are kept as they are, and only searched for secrets. Bytes. */
export const REWRITE_LIMIT = 32 * 1024 * 1024;

/** What is secret whoever made it: tokens, keys, credentials in URLs and headers. The group named `keep` stays. None matches a quote, so JSON stays JSON. */
const PATTERNS: readonly RegExp[] = [
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[^"]*?-----END [A-Z ]*PRIVATE KEY-----/g,
  /(?<keep>\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"\\]*:)[^\s/@"\\]+(?=@)/gi,
  /(?<keep>\bauthorization\s*[:=]\s*(?:[a-z]+ +)?)[^\s"'\\,;{}[\]]{8,}/gi,
  /(?<keep>\bauthorization\\?["']\s*:\s*\\?["'](?:[a-z]+ +)?)[^\s"'\\,;{}[\]]{8,}/gi,
  /(?<keep>"name":\s*"(?:authorization|cookie|set-cookie)",\s*"value":\s*")[^"\\]{8,}/gi,
  /(?<keep>\bbearer +)[A-Za-z0-9._~+/=-]{20,}/gi,
  /(?<keep>\b(?:set-)?cookie\\?["']?\s*:\s*\\?["']?[^\s=;"'\\]+=)[^\s;"'\\]{8,}/gi,
  /(?<keep>\bX-Amz-(?:Signature|Security-Token)=)[^\s&"'\\]+/gi,
  /(?<keep>"(?:access|refresh|id)_?token\\?":\s*\\?")[^"\\]{12,}/gi,
  /(?<keep>"(?:client_?secret|password)\\?":\s*\\?")[^"\\]{8,}/gi,
];

/** Takes secrets out of what is about to be kept. */
export interface Redactor {
  /** Known values and whatever looks like a secret. */
  text(text: string): string;
  /** Known values only: for what is judged. A gate that looks for secrets must see what looks like one, or redaction would turn its red green. */
  values(text: string): string;
  /** Text, also inside gzip and zip; other content as it is. */
  bytes(content: Uint8Array): Uint8Array;
}

export function createRedactor(secrets: readonly Secret[]): Redactor {
  const values = secrets.flatMap(spellings).sort((one, other) => other.length - one.length);
  const exact = values.length > 0 ? new RegExp(values.map(literally).join('|'), 'g') : undefined;
  const replaceKnown = (dirty: string): string => (exact ? dirty.replace(exact, REDACTED) : dirty);
  const text = (dirty: string): string => PATTERNS.reduce((result, pattern) => result.replace(pattern, keeping), replaceKnown(dirty));
  const bytes = (content: Uint8Array): Uint8Array => {
    if (content.length > REWRITE_LIMIT) return content;
    if (content[0] === 0x1f && content[1] === 0x8b) return insideGzip(content, plain);
    if (content[0] === 0x50 && content[1] === 0x4b) return insideZip(content, plain);
    return plain(content);
  };
  const plain = (content: Uint8Array): Uint8Array => {
    const dirty = textOf(content);
    if (dirty === undefined) return content;
    const clean = text(dirty);
    return clean === dirty ? content : Buffer.from(clean);
  };
  return { text, values: replaceKnown, bytes };
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

function keeping(match: string, ...rest: unknown[]): string {
  const groups = rest.at(-1);
  const keep = typeof groups === 'object' && groups !== null && 'keep' in groups ? String(groups.keep ?? '') : '';
  return match.startsWith(keep) ? `${keep}${REDACTED}` : REDACTED;
}

/** Undefined for what is no UTF-8 text. */
function textOf(content: Uint8Array): string | undefined {
  if (content.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    // Another encoding, or no text: searched for secrets, but not rewritten.
    return undefined;
  }
}

function insideGzip(content: Uint8Array, clean: (content: Uint8Array) => Uint8Array): Uint8Array {
  try {
    const inflated = gunzipSync(content, { maxOutputLength: REWRITE_LIMIT });
    const result = clean(inflated);
    return result === inflated ? content : gzipSync(result);
  } catch {
    // Damaged or too large: searched as far as it goes, not rewritten.
    return content;
  }
}

function insideZip(content: Uint8Array, clean: (content: Uint8Array) => Uint8Array): Uint8Array {
  const entries = unzip(content, REWRITE_LIMIT);
  if (!entries) return content;
  let changed = false;
  const cleaned = Object.fromEntries(
    Object.entries(entries).map(([name, inflated]) => {
      const result = clean(inflated);
      changed ||= result !== inflated;
      return [name, result];
    }),
  );
  return changed ? zipSync(cleaned) : content;
}

/** The files of a zip; undefined for what is none, is damaged, or inflates to more than `limit` bytes. */
export function unzip(content: Uint8Array, limit: number): Record<string, Uint8Array> | undefined {
  let total = 0;
  try {
    const files = unzipSync(content, {
      filter: ({ originalSize }) => {
        total += originalSize;
        return total <= limit;
      },
    });
    return total <= limit ? files : undefined;
  } catch {
    // No zip, or a damaged one.
    return undefined;
  }
}
