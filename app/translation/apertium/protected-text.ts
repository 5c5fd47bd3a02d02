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
    String.raw`[^\s()[\]"“”,;:]*[\\~^|{}<>*_][^\s()[\]"“”,;:]*`, // anything with a character that no ordinary word has
    String.raw`\b(?!\d+(?:st|nd|rd|th)\b)(?=[\p{L}-]*\d)(?=[\d-]*\p{L})[\p{L}\d]+(?:[-.][\p{L}\d]+)*\b`, // A4, v1.2.3-beta, COVID-19
  ].join('|'),
  'gu',
);

/** 3 · 1,234.50 · 10:30 · 12/05/2024 */
const NUMBER = /\d+(?:[.,:/]\d+)*/gu;
const LITERAL_OR_NUMBER = new RegExp(`${LITERAL.source}|${NUMBER.source}`, 'gu');

export interface ProtectedText {
  readonly text: string;
  /** Placeholder → what stood there. */
  readonly literals: ReadonlyMap<string, string>;
}

/** Swaps literals (and, on request, plain numbers, which otherwise stay for the sake of grammar) for placeholders. */
export function protect(text: string, { numbers }: { numbers: boolean }): ProtectedText {
  const literals = new Map<string, string>();
  const stem = unusedStem(text);
  const replaced = text.replace(numbers ? LITERAL_OR_NUMBER : LITERAL, (literal) => {
    const placeholder = stem + letters(literals.size);
    literals.set(placeholder, literal);
    return placeholder;
  });
  return { text: replaced, literals };
}

/**
 * Puts the literals back.
 * @returns undefined when one got lost or doubled, or a plain number of the source is missing: this translation must not be used
 */
export function restore(translated: string, source: string, { literals }: ProtectedText): string | undefined {
  let text = translated;
  for (const [placeholder, literal] of literals) {
    const parts = text.split(placeholder);
    if (parts.length !== 2) return undefined;
    text = parts.join(literal);
  }
  return sameNumbers(source, text) ? text : undefined;
}

/** The parts between literals and numbers, and those themselves, in order; joined they are the text. */
export function splitAtLiterals(text: string): { text: string; literal: boolean }[] {
  const parts: { text: string; literal: boolean }[] = [];
  let from = 0;
  for (const match of text.matchAll(LITERAL_OR_NUMBER)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index), literal: false });
    parts.push({ text: match[0], literal: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), literal: false });
  return parts;
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
