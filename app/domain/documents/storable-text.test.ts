import { expect, test } from 'vitest';
import { storableText } from './storable-text.ts';

test.each([
  ['Jardín 🌱', 'Jardín 🌱'],
  ['a\0b', 'ab'],
  ['a\ud83cb', 'a\ufffdb'],
  ['\udf31', '\ufffd'],
  // What stood apart only because of a NUL becomes one character.
  ['\ud83c\0\udf31', '🌱'],
])('%j is stored as %j', (text, stored) => {
  expect(storableText(text)).toBe(stored);
});
