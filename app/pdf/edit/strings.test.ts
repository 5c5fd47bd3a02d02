import { expect, test } from 'vitest';
import { hexOf, showElements } from './strings.ts';

const read = (text: string) => {
  const bytes = Buffer.from(text, 'latin1');
  return showElements(bytes, 0, bytes.length).map((e) => (typeof e === 'number' ? e : Buffer.from(e).toString('latin1')));
};

test.each([
  ['(plain)', ['plain']],
  ['(a\\(b\\)\\\\c)', ['a(b)\\c']],
  ['(\\101\\12\\0053)', ['A\n\u00053']],
  ['(a\\\r\nb)', ['ab']],
  ['(a\rb\r\nc)', ['a\nb\nc']],
  ['(a(b)c)', ['a(b)c']],
  ['<48 65 6C6>', ['Hel`']],
  ['[(a) -20.5 <62> 3 (c)]', ['a', -20.5, 'b', 3, 'c']],
  ['(open', ['open']],
])('%s', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test('bytes are written as hexadecimal digits', () => {
  expect(hexOf(Uint8Array.of(0, 171, 255))).toBe('<00abff>');
});
