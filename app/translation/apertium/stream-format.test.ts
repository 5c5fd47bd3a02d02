import { expect, test } from 'vitest';
import { fromStream, toneOf, toStream } from './stream-format.ts';

test.each([
  'plain words',
  'a [b] {c} <d> ^e/f$ g@h *i ~j \\k',
  'two\nlines\tand a tab',
  'ends.',
  'ends?',
  'ends…',
  'ünïcödé 😀 中文',
  '\\',
  '.[added7 neutral]',
  'a [kept7 neutral] b',
  '',
])('what goes in comes out: %j', (text) => {
  expect(fromStream(toStream(text, 7), 7)).toBe(text);
});

test('reserved characters are escaped, blanks are formatting', () => {
  expect(toStream('a/b\nc.', 1)).toBe('a\\/b[\n]c.[kept1 neutral]');
});

test('a text without an end gets one for the analysis only', () => {
  expect(toStream('Heading', 2)).toBe('Heading.[added2 neutral]');
  expect(fromStream('Título.[added2 neutral]', 2)).toBe('Título');
  expect(fromStream('Título[added2 neutral]', 2)).toBe('Título');
});

test('NUL and other control characters cannot end a text early', () => {
  expect(toStream('a\0b\x07c.', 3)).toBe('a b c.[kept3 neutral]');
});

test.each(['', 'half an ans', 'Título.[added1 neutral]', 'Título.[added22 neutral]', '\\[added2\\]'])(
  'what is not the whole answer is none: %j',
  (stream) => {
    expect(fromStream(stream, 2)).toBeUndefined();
  },
);

test('styles are bound to their words, and the tone stands at the end', () => {
  const stream = toStream('Press \u{F0001}Start\u{F0000} \u{F0012}now.\u{F0000}', 4, 'formal');
  expect(stream).toBe('Press [[s1]]Start[[/]] [[s18]]now.[[/]][kept4 formal]');
  expect(toneOf(stream)).toBe('formal');
  expect(fromStream(stream, 4)).toBe('Press \u{F0001}Start\u{F0000} \u{F0012}now.\u{F0000}');
  expect(fromStream('[[s1; s2]]del[[/]] [x][kept5 neutral]', 5)).toBe('\u{F0001}del\u{F0000} x');
});
