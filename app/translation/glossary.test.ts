import { expect, test } from 'vitest';
import { markTerms, missedTerms, termsIn } from './glossary.ts';

const terms = [
  { source: 'Start', target: null },
  { source: 'control panel', target: 'cuadro de mandos' },
  { source: 'panel', target: 'tablero' },
];

test.each([
  ['Press Start now', 'Press <k999>Start</k999> now'],
  ['The control  panel', 'The <k999>cuadro de mandos</k999>'],
  ['Control panel and PANEL', '<k999>Cuadro de mandos</k999> and <k998>Tablero</k998>'],
  ['Restart the panels', 'Restart the panels'],
  ['<s1>a panel</s1> <k2>panel</k2>', '<s1>a </s1><k999>tablero</k999> <k2>panel</k2>'],
  ['<k999>x</k999> panel', '<k999>x</k999> <k998>tablero</k998>'],
  ['a &lt; panel', 'a &lt; <k999>tablero</k999>'],
])('%s → %s', (source, marked) => {
  expect(markTerms(source, terms).tagged).toBe(marked);
});

test('the replacement gets the style of the term, wherever it moved', () => {
  const { restore } = markTerms('<s1>the panel</s1> is new', terms);
  expect(restore('nuevo es <s1>el </s1><k999>tablero</k999>')).toBe('nuevo es <s1>el tablero</s1>');
  expect(restore('plain & broken')).toBe('plain & broken');
});

test('without terms nothing changes', () => {
  expect(markTerms('a <s1>b</s1>', []).tagged).toBe('a <s1>b</s1>');
  expect(markTerms('broken <', terms).tagged).toBe('broken <');
});

test('terms are text, never patterns', () => {
  const odd = [{ source: 'C++ (.*)', target: '$1 $&' }];
  expect(markTerms('use C++ (.*) here', odd).tagged).toBe('use <k999>$1 $&amp;</k999> here');
  expect(markTerms('use C and D', odd).tagged).toBe('use C and D');
});

test.each([
  ['Press Start on the panel', 'Pulse start en el panel', ['panel']],
  ['Nothing here', 'Nada', []],
  ['the panel', 'los tableros', ['panel']],
  ['a panel and a panel', 'un tablero y otro', ['panel']],
  ['a panel and a Panel', 'un tablero y un Tablero', []],
  ['the control panel', 'el cuadro de mandos', []],
  ['the control panel and a panel', 'el cuadro de mandos', ['panel']],
  ['open <k2>panel</k2>', 'abra <k2>panel</k2>', []],
  ['a panel in <k2>Start</k2>', 'un <k2>tablero</k2>', ['panel']],
  ['the control <s1>panel</s1>', 'el tablero', ['control panel']],
  ['a panel &amp; co', 'un tablero &amp; cía', []],
])('%s → %s lacks %j', (source, translation, missed) => {
  expect(missedTerms(source, translation, terms)).toEqual(missed);
});

test('terms that become the same word need it once each', () => {
  const same = [...terms, { source: 'board', target: 'tablero' }];
  expect(missedTerms('a board and a panel', 'un tablero', same)).toEqual(['panel', 'board']);
  expect(missedTerms('a board and a panel', 'un tablero y un tablero', same)).toEqual([]);
});

test('only the terms of a text matter to it', () => {
  expect(termsIn('the PANEL', terms)).toEqual([terms[2]]);
});
