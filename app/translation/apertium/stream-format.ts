/**
 * Apertium's stream format: words are plain, `[…]` is formatting that is carried along, and these characters have a
 * meaning of their own: https://wiki.apertium.org/wiki/Apertium_stream_format. We write and read it ourselves instead
 * of running its deformatter, which cannot work on a pipe that stays open.
 */
const RESERVED = /[\\[\]{}^$/@<>*~]/g;

/**
 * Text → stream, without the NUL. It ends in a blank that carries a number, for three reasons. Without a blank after it
 * the tagger holds the last full stop back and loses it. A text without a sentence end gets one, so that headings are
 * analysed as sentences, and the blank's letter tells it from one of the text's own. And the number proves that an
 * answer is whole and belongs to this question: a dying pipeline flushes what it has, and NULs of nothing.
 */
export function toStream(text: string, number: number): string {
  // NUL would end the text early; other control characters have no place in a line of print.
  const clean = text.replace(/[\p{Cc}&&[^\n\t]]/gv, ' ');
  const escaped = clean.replace(RESERVED, '\\$&').replace(/[\n\t]+/g, (blank) => `[${blank}]`);
  return escaped + (/[.!?…]$/.test(clean) ? `[kept${number}]` : `.[added${number}]`);
}

/**
 * Stream (one NUL-terminated answer, without the NUL) → text.
 * @returns undefined when it is not the whole answer to the question of this number
 */
export function fromStream(stream: string, number: number): string | undefined {
  const end = new RegExp(`\\[kept${number}\\]|\\.?\\[added${number}\\]`);
  if (!end.test(stream)) return undefined;
  return stream
    .replace(end, '')
    .replace(
      /\\(.)|\[((?:[^\]\\]|\\.)*)\]/gsu,
      (_whole, escaped?: string, blank?: string) => escaped ?? (blank ?? '').replace(/\\(.)/gsu, '$1'),
    );
}
