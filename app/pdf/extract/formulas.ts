import type { Fragment } from './fragments.ts';

/** Operators, relations, arrows and letterlike signs; letters of the mathematical alphabets. */
const OPERATORS = /[=+<>±×÷¬∂℘ℓℏ\u2190-\u22ff\u27c0-\u27ef\u2900-\u2aff\u{1d400}-\u{1d7ff}]/u;
const WORDS = /\p{L}{2,}/gu;
/** Names of functions are set upright, as words are. */
const FUNCTIONS =
  /^(?:a?(?:rc)?(?:sin|cos|tan|cot)h?|sec|csc|log|ln|lg|exp|lim|lim?sup|lim?inf|sup|inf|max|min|arg|det|dim|ker|deg|gcd|mod|rank|tr|diag|sgn|var|cov|pr|hom|im|re)$/i;
/** Words in text that is a formula: units, «if», «and». */
const MOST_PROSE = 0.25;
const MOST_SYMBOLS = 0.4;

/** Is this text a formula, or a part of one? `beside`: there are signs of mathematics on its page. */
export function isFormula(fragments: readonly Fragment[], text: string, beside: boolean): boolean {
  const signs = lengthOf(text);
  if (signs === 0) return false;
  const symbols = fragments.filter(isMathematical);
  if (symbols.reduce((n, f) => n + lengthOf(f.text), 0) > MOST_SYMBOLS * signs) return true;
  const upright = fragments.filter((f) => !symbols.includes(f)).map((f) => f.text);
  const words = upright.join(' ').match(WORDS) ?? [];
  const prose = words.filter((word) => !FUNCTIONS.test(word)).join('').length;
  const evident = symbols.length > 0 || OPERATORS.test(text) || (beside && prose === 0 && words.length > 0);
  return evident && prose < MOST_PROSE * signs;
}

/** Set in a font of signs. Fonts for mathematics, such as Cambria Math, hold a whole alphabet, too, in which some write prose. */
function isMathematical({ run, text }: Fragment): boolean {
  return run.font.symbols && !(/math/i.test(run.font.name) && /[a-z]{4}/i.test(text));
}

/** Signs that count: numbers and the dots in them stand in prose as well as in formulas. */
const lengthOf = (text: string) => text.replace(/[\s\d.,;:/-]/g, '').length;
