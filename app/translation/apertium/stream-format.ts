import type { Tone } from '../engine.ts';
import { CLOSE_STYLE, markerNumber, openStyle } from './style-markers.ts';

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
 * answer is whole and belongs to this question: a dying pipeline flushes what it has, and NULs of nothing. The tone stands
 * there too, for the stage that writes it in.
 */
export function toStream(text: string, number: number, tone: Tone = 'neutral'): string {
  // NUL would end the text early; other control characters have no place in a line of print.
  const clean = text.replace(/[\p{Cc}&&[^\n\t]]/gv, ' ');
  const escaped = clean.replace(RESERVED, '\\$&').replace(/[\n\t]+/g, (blank) => `[${blank}]`);
  const ending = /[.!?…]\u{F0000}?$/u.test(clean) ? `[kept${number} ${tone}]` : `.[added${number} ${tone}]`;
  return escaped.replace(/[\u{F0000}-\u{F03E7}]/gu, wordBlank) + ending;
}

/** A style as Apertium carries it, a blank that is bound to the words it stands on and moves with them. */
function wordBlank(marker: string): string {
  return marker === CLOSE_STYLE ? '[[/]]' : `[[s${markerNumber(marker)}]]`;
}

/** The tone that was asked for, from the blank at the end of a stream. */
export function toneOf(stream: string): Tone | undefined {
  return /\[(?:kept|added)\d+ (formal|neutral|informal)\]/.exec(stream)?.[1] as Tone | undefined;
}

/**
 * Stream (one NUL-terminated answer, without the NUL) → text.
 * @returns undefined when it is not the whole answer to the question of this number
 */
export function fromStream(stream: string, number: number): string | undefined {
  const end = new RegExp(`\\[kept${number} \\w+\\]|\\.?\\[added${number} \\w+\\]`);
  if (!end.test(stream)) return undefined;
  return stream
    .replace(end, '')
    .replace(
      /\\(.)|\[\[([^\]]*)\]\]|\[((?:[^\]\\]|\\.)*)\]/gsu,
      (_whole, escaped?: string, style?: string, blank?: string) =>
        escaped ?? (style === undefined ? (blank ?? '').replace(/\\(.)/gsu, '$1') : styleMarker(style)),
    );
}

/** Where words of two styles became one, it has the first of them. */
function styleMarker(wordBlank: string): string {
  const span = /^s(\d+)/.exec(wordBlank)?.[1];
  return span === undefined ? CLOSE_STYLE : openStyle(Number(span));
}
