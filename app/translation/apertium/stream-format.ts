/**
 * Apertium's stream format: words are plain, `[…]` is formatting that is carried along, and these characters have a
 * meaning of their own: https://wiki.apertium.org/wiki/Apertium_stream_format. We write and read it ourselves instead
 * of running its deformatter, which cannot work on a pipe that stays open.
 */
const RESERVED = /[\\[\]{}^$/@<>*~]/g;

/**
 * Ends a text: without a blank after it the tagger holds the last full stop back and loses it. A text that has none
 * gets one, so that headings are analysed as sentences; the blank's name tells our full stop from one of the text's own.
 */
const ADDED_END = '.[end]';
const KEPT_END = '[]';

/** Text → stream, without the NUL. */
export function toStream(text: string): string {
  // NUL would end the text early; other control characters have no place in a line of print.
  const clean = text.replace(/[\p{Cc}&&[^\n\t]]/gv, ' ');
  const escaped = clean.replace(RESERVED, '\\$&').replace(/[\n\t]+/g, (blank) => `[${blank}]`);
  return escaped + (/[.!?…]$/.test(clean) ? KEPT_END : ADDED_END);
}

/** Stream (one NUL-terminated answer, without the NUL) → text. */
export function fromStream(stream: string): string {
  const own = stream.replace(/\.?\[end\]/, '');
  return own.replace(
    /\\(.)|\[((?:[^\]\\]|\\.)*)\]/gsu,
    (_whole, escaped?: string, blank?: string) => escaped ?? (blank ?? '').replace(/\\(.)/gsu, '$1'),
  );
}
