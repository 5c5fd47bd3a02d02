import { expect, test } from 'vitest';
import type { GlyphRun } from './content.ts';
import { guessOf, unreadableFonts } from './guessed-letters.ts';

test.each([
  ['a letter under its own name', 65, 'A', false],
  ['a number for a name', 65, 'a65', true],
  ['a picture', 97, 'square', true],
  ['a variant of a letter', 97, 'a.alt', false],
  ['a name by number of Unicode', 65, 'uni0041', false],
  ['an accented letter under its name', 233, 'eacute', false],
  ['an accented letter under a number', 233, 'g233', true],
  ['no letter', 49, 'g49', false],
])('%s', (_, code, name, guessed) => {
  expect(guessOf({ differences: new Map([[code, name]]) })?.(code) ?? false).toBe(guessed);
});

const guess = () => true;
const run = (text: string, guessed: number) =>
  ({ font: { guess }, glyphs: [...text].map((sign) => ({ text: sign })), guessed }) as unknown as GlyphRun;

test('a font is unreadable when most of its letters are guesses that make no prose', () => {
  expect(unreadableFonts([run('ABCABCA', 7)])).toEqual(new Set([guess]));
  expect(unreadableFonts([run('ABCABCA', 2)])).toEqual(new Set());
  const prose =
    'The survey asked four hundred families about their journeys to the school, and most of them wanted a bus that leaves in the morning.';
  expect(unreadableFonts([run(prose, 100)])).toEqual(new Set());
  const shifted = prose.replace(/[a-z]/g, (c) => String.fromCharCode(((c.charCodeAt(0) - 94) % 26) + 97));
  expect(unreadableFonts([run(shifted, 100)])).toEqual(new Set([guess]));
});
