import { describe, expect, test } from 'vitest';
import { isFormula } from './formulas.ts';
import type { Fragment } from './fragments.ts';

/** Text in an ordinary font; between dollars, in one of mathematics. */
function fragments(text: string, mathsFont = 'CMMI10'): Fragment[] {
  return text.split('$').map((part, i) => {
    const font = i % 2 === 1 ? { name: mathsFont, symbols: true } : { name: 'CMR10', symbols: false };
    return { text: part, run: { font } } as Fragment;
  });
}
const judged = (text: string, font?: string, beside = false) => isFormula(fragments(text, font), text.replaceAll('$', ''), beside);

test.each(['$E = mc$2', 'det $M = αδ − βγ$', 'lim $A$($t$) = $K$.', 'y = 3x + 2', '|$v − p$| ,', '𝑎² + 𝑏² = 𝑐²', '= 0.31 × 12'])(
  '%s is a formula',
  (text) => {
    expect(judged(text)).toBe(true);
  },
);

test.each([
  'Let $A$($t$) be its area in the year $t$',
  'Total = 5',
  'for all $x$ in the set',
  'Copyright © 2009 ACM 978-1-60558-392-1/09/06',
  'if $x$ > 0 the area grows',
  '+ VAT',
  'on sand,',
  'log',
  'R&D',
  '',
])('%s is none', (text) => {
  expect(judged(text)).toBe(false);
});

describe('what tells more than the text', () => {
  test('a function alone is a part of a formula where there is one', () => {
    expect(judged('log', undefined, true)).toBe(true);
    expect(judged('Login', undefined, true)).toBe(false);
  });

  test('prose in a font for mathematics is prose', () => {
    expect(judged('$The harbour opens at noon$', 'CambriaMath')).toBe(false);
    expect(judged('$x = 3y$', 'CambriaMath')).toBe(true);
  });
});
