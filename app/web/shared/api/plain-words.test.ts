import { describe, expect, test } from 'vitest';
import { isRefusal, plainWords, wordsForCode } from './plain-words.ts';
import { ApiError, networkError } from './problem.ts';

const error = (status: number, code: string, message = 'From the server') => new ApiError({ status, code, message });

describe('plain words', () => {
  test.each(['encrypted', 'scanned', 'not-a-pdf', 'too-large', 'too-complex', 'damaged', 'unsupported-language'])(
    '%s says what to do',
    (code) => {
      expect(isRefusal(code)).toBe(true);
      const { title, advice } = wordsForCode(code);
      expect(title).toMatch(/\.$/);
      expect(advice).not.toBe('');
    },
  );

  test('what the translation service refuses may be tried again', () => {
    expect(isRefusal('translation-refused')).toBe(false);
    expect(wordsForCode('translation-refused', 'x').title).toMatch(/service refuses/);
  });

  test('an unknown refusal falls back to the server’s own sentence', () => {
    expect(isRefusal('internal')).toBe(false);
    expect(wordsForCode('brand-new', 'It is too blue.')).toEqual({ title: 'It is too blue.', advice: '' });
    expect(plainWords(error(422, 'brand-new', 'It is too blue.')).title).toBe('It is too blue.');
  });

  test('a failing server never passes its inner words on', () => {
    expect(plainWords(error(500, 'internal', 'relation "documents" does not exist')).title).not.toMatch(/relation/);
    expect(plainWords(new Error('x is not a function')).title).not.toMatch(/function/);
    expect(wordsForCode('internal').title).toMatch(/our side/);
  });

  test.each([
    [401, /signed out/],
    [404, /not here/],
    [413, /too large/],
    [429, /too often/],
  ])('a bare %i has words of its own', (status, words) => {
    expect(plainWords(error(status, `http-${status}`)).title).toMatch(words);
  });

  test('no answer is said as that', () => {
    expect(plainWords(networkError()).title).toMatch(/cannot be reached/);
  });
});
