import { expect, test } from 'vitest';
import { latin1, tokenise } from './tokenise.ts';

const read = (content: string) => {
  const bytes = Buffer.from(content, 'latin1');
  return [...tokenise(bytes)].map(({ operator, operands }) => [operator, ...operands.map(([a, b]) => latin1(bytes, a, b))]);
};

test('operators come with their operands', () => {
  expect(read('q 1 0 0 1 -5 .5 cm /F1 12 Tf (a) Tj Q')).toEqual([
    ['q'],
    ['cm', '1', '0', '0', '1', '-5', '.5'],
    ['Tf', '/F1', '12'],
    ['Tj', '(a)'],
    ['Q'],
  ]);
});

test.each([
  ['brackets and escapes in strings', '(a\\)(b)c) Tj', [['Tj', '(a\\)(b)c)']]],
  ['arrays that hold strings with brackets', '[(a]) -20 <62>] TJ', [['TJ', '[(a]) -20 <62>]']]],
  ['dictionaries as one operand', '/Span <</ActualText (x>>y) /M <</N 1>>>> BDC', [['BDC', '/Span', '<</ActualText (x>>y) /M <</N 1>>>>']]],
  [
    'comments',
    '1 w % (not a string\n2 J',
    [
      ['w', '1'],
      ['J', '2'],
    ],
  ],
  [
    'operators without space between',
    '(a)Tj(b)Tj',
    [
      ['Tj', '(a)'],
      ['Tj', '(b)'],
    ],
  ],
  ['what is out of place by itself', 'q ) Q', [['q'], [')'], ['Q']]],
  ['what is no number, signs and all', '+-5 w', [['+-5'], ['w']]],
  ['arrays and dictionaries within each other', '[<</A [(]>>)]>>] TJ', [['TJ', '[<</A [(]>>)]>>]']]],
  ['an array with an unclosed dictionary to the end', '[<< ] TJ', []],
  ['strange numbers', '--5 +3 4.-1 Td', [['Td', '--5', '+3', '4.-1']]],
  ['the text that follows an inline image', 'BI /W 1 /H 1 ID \u0001 EI\u0002x EI (a) Tj', [['BI'], ['Tj', '(a)']]],
  ['an unclosed string to the end', '(abc Tj', []],
])('%s', (_, content, expected) => {
  expect(read(content)).toEqual(expected);
});

test('any bytes come to an end', () => {
  let seed = 7;
  for (let round = 0; round < 300; round++) {
    const bytes = Uint8Array.from({ length: 200 }, () => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return '()<>[]{}/%\\ \nBIDEITjq1'.charCodeAt(seed % 23);
    });
    for (const token of tokenise(bytes)) expect(token.end).toBeLessThanOrEqual(bytes.length);
  }
});
