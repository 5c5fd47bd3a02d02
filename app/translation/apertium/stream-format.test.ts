import { expect, test } from 'vitest';
import { fromStream, toStream } from './stream-format.ts';

test.each([
  'plain words',
  'a [b] {c} <d> ^e/f$ g@h *i ~j \\k',
  'two\nlines\tand a tab',
  'ends.',
  'ends?',
  'ends…',
  'ünïcödé 😀 中文',
  '\\',
  '.[added7]',
  'a [kept7] b',
  '',
])('what goes in comes out: %j', (text) => {
  expect(fromStream(toStream(text, 7), 7)).toBe(text);
});

test('reserved characters are escaped, blanks are formatting', () => {
  expect(toStream('a/b\nc.', 1)).toBe('a\\/b[\n]c.[kept1]');
});

test('a text without an end gets one for the analysis only', () => {
  expect(toStream('Heading', 2)).toBe('Heading.[added2]');
  expect(fromStream('Título.[added2]', 2)).toBe('Título');
  expect(fromStream('Título[added2]', 2)).toBe('Título');
});

test('NUL and other control characters cannot end a text early', () => {
  expect(toStream('a\0b\x07c.', 3)).toBe('a b c.[kept3]');
});

test.each(['', 'half an ans', 'Título.[added1]', 'Título.[added22]', '\\[added2\\]'])(
  'what is not the whole answer is none: %j',
  (stream) => {
    expect(fromStream(stream, 2)).toBeUndefined();
  },
);
