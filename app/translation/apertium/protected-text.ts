import type { Run } from '../../text/tagged-text.ts';
import { joinNeighbours } from '../join-neighbours.ts';
import { markStyle, runsOf } from './style-markers.ts';

/**
 * Apertium protects nothing: it translates inside URLs, splits addresses and drops a "~". What must survive to the
 * letter is swapped for made-up words before, and put back after; a placeholder is an unknown word to every
 * dictionary, so it stays as it is and moves with the sentence.
 */
const LITERAL = new RegExp(
  [
    String.raw`\b(?:https?|ftp|mailto|tel|doi|urn):[^\s<>"”»]*[^\s<>"”».,;:!?)\]]`,
    String.raw`\bwww\.[^\s<>"”»]*[^\s<>"”».,;:!?)\]]`,
    String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`, // e-mail
    String.raw`(?<![\p{L}\p{N}])[@#][\p{L}\p{N}_-]+`, // handle, hash tag
    String.raw`\b[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\b`, // domain or file name
    // Anything with a character that no ordinary word has; the last range are our own style markers.
    String.raw`[^\s()[\]"“”,;:]*[\\~^|{}<>*_\u{F0000}-\u{F0FFF}][^\s()[\]"“”,;:]*`,
    String.raw`\b(?!\d+(?:st|nd|rd|th)\b)(?=[\p{L}-]*\d)(?=[\d-]*\p{L})[\p{L}\d]+(?:[-.][\p{L}\d]+)*\b`, // A4, v1.2.3-beta, COVID-19
  ].join('|'),
  'gu',
);

/** 3 · 1,234.50 · 10:30 · 12/05/2024 */
const NUMBER = /\d+(?:[.,:/]\d+)*/gu;
const LITERAL_OR_NUMBER = new RegExp(`${LITERAL.source}|${NUMBER.source}`, 'gu');

interface Literal extends Run {
  /** It touched a word, as a footnote mark does; its placeholder must not, or the word would be unknown too. */
  readonly touchedBefore?: boolean;
  readonly touchedAfter?: boolean;
}

export interface ProtectedText {
  /** With a marker around what has a style (`style-markers.ts`). */
  readonly text: string;
  /** Placeholder → what stood there. */
  readonly literals: ReadonlyMap<string, Literal>;
}

/** Swaps literals (and, on request, plain numbers, which otherwise stay for the sake of grammar) for placeholders. */
export function protect(runs: readonly Run[], { numbers }: { numbers: boolean }): ProtectedText {
  const literals = new Map<string, Literal>();
  const stem = unusedStem(runs.map(({ text }) => text).join(''));
  const swap = (literal: Literal): string => {
    const placeholder = stem + letters(literals.size);
    literals.set(placeholder, literal);
    return (literal.touchedBefore ? ' ' : '') + placeholder + (literal.touchedAfter ? ' ' : '');
  };
  const text = runs.map((run, index) => {
    if (run.keep) {
      const touchedBefore = /[\p{L}\p{N}]$/u.test(runs[index - 1]?.text ?? '');
      const touchedAfter = /^[\p{L}\p{N}]/u.test(runs[index + 1]?.text ?? '');
      return swap({ ...run, touchedBefore, touchedAfter });
    }
    const replaced = run.text.replace(numbers ? LITERAL_OR_NUMBER : LITERAL, (literal) => swap({ text: literal }));
    return markStyle(replaced, run.span);
  });
  return { text: text.join(''), literals };
}

/**
 * Puts the literals back.
 * @returns undefined when one got lost or doubled, or a plain number of the source is missing: this translation must not be used
 */
export function restore(translated: string, source: readonly Run[], { literals }: ProtectedText): Run[] | undefined {
  const placeholders = [...literals.keys()];
  if (placeholders.some((placeholder) => translated.split(placeholder).length !== 2)) return undefined;
  let text = translated;
  for (const [placeholder, { touchedBefore, touchedAfter }] of literals) {
    if (touchedBefore) text = text.replace(new RegExp(`\\s+(?=${placeholder})`), '');
    if (touchedAfter) text = text.replace(new RegExp(`(?<=${placeholder})\\s+`), '');
  }
  const anyPlaceholder = placeholders.length > 0 ? new RegExp(`(${placeholders.join('|')})`) : /(?!)/;
  const runs = runsOf(text).flatMap((run) => run.text.split(anyPlaceholder).map((piece) => literalOr(piece, run, literals)));
  const plain = (of: readonly Run[]): string => of.map((run) => run.text).join('');
  return sameNumbers(plain(source), plain(runs)) ? joinNeighbours(runs) : undefined;
}

/** A kept run has its own style; a literal that we protected has that of the words around it. */
function literalOr(piece: string, run: Run, literals: ReadonlyMap<string, Literal>): Run {
  const literal = literals.get(piece);
  if (!literal) return { ...run, text: piece };
  return literal.keep && literal.span !== undefined
    ? { text: literal.text, span: literal.span, keep: true }
    : { ...run, text: literal.text };
}

/** The parts between literals and numbers, and those themselves, in order; joined they are the text. */
export function splitAtLiterals(runs: readonly Run[]): { run: Run; literal: boolean }[] {
  return runs.flatMap((run) =>
    run.keep
      ? [{ run, literal: true }]
      : run.text
          .split(new RegExp(`(${LITERAL_OR_NUMBER.source})`, 'gu'))
          .map((text, index) => ({ run: { ...run, text }, literal: index % 2 === 1 }))
          .filter((part) => part.run.text !== ''),
  );
}

function sameNumbers(source: string, translated: string): boolean {
  const left = new Map<string, number>();
  for (const [number] of translated.matchAll(NUMBER)) left.set(number, (left.get(number) ?? 0) + 1);
  return Array.from(source.matchAll(NUMBER)).every(([number]) => {
    const count = left.get(number) ?? 0;
    left.set(number, count - 1);
    return count > 0;
  });
}

/** Placeholders end in "q" so that none is the beginning of another. */
function letters(index: number): string {
  let rest = index;
  let name = '';
  do {
    name = String.fromCharCode(97 + (rest % 16)) + name;
    rest = Math.floor(rest / 16);
  } while (rest > 0);
  return `${name}q`;
}

/** A capital first, as a proper noun has, so that a sentence's start does not change it. */
function unusedStem(text: string): string {
  let stem = 'Xz';
  while (text.includes(stem)) stem += 'z';
  return stem;
}
