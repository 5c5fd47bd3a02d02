import { type Run, readTagged, tagProblem } from '../../text/tagged-text.ts';
import type { SpanStyle } from '../extract/inline-style.ts';
import type { LaidOut } from '../extract/page-layout.ts';
import { plainTranslation, taggedText } from '../translations.ts';
import type { Translation } from '../types.ts';
import { fallbacks } from './faces.ts';
import { drawableRuns, type StyledRun, type TextStyle } from './words.ts';

const SUPERSCRIPTS = /[⁰¹²³⁴⁵⁶⁷⁸⁹]/g;
const DIGIT: Readonly<Record<string, string>> = Object.fromEntries([...'⁰¹²³⁴⁵⁶⁷⁸⁹'].map((sign, digit) => [sign, String(digit)]));

/** A block's translation in the styles it will be drawn in. Tags that do not fit the block's own leave its main style. */
export function styledRuns({ style: source, block, size }: LaidOut, translation: Translation): { main: TextStyle; runs: StyledRun[] } {
  const main = textStyle(source.main, size);
  const fits = typeof translation === 'object' && tagProblem(taggedText(block), translation.tagged) === null;
  const runs = (fits && readTagged(translation.tagged)) || [{ text: plainTranslation(translation) }];
  const styles = new Map([...source.spans].map(([number, span]) => [number, textStyle(span, size)]));
  const found = runs.map(({ text, span }: Run) => {
    const style = (span === undefined ? undefined : styles.get(span)) ?? main;
    // Raised digits are read as superscript digits, and drawn as what they were.
    return { text: style.rise > 0 && style.scale < 1 ? text.replace(SUPERSCRIPTS, (sign) => DIGIT[sign] ?? sign) : text, style };
  });
  return { main, runs: drawableRuns(found) };
}

function textStyle({ run, size, rise, rule, link }: SpanStyle, blockSize: number): TextStyle {
  return { faces: fallbacks(run.font), scale: size / blockSize, rise: rise / blockSize, color: run.color, rule, link };
}
