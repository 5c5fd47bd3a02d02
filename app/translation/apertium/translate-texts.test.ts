import { expect, test } from 'vitest';
import { type Ask, translateTexts } from './translate-texts.ts';

/** Shouts, and does to placeholders what it is told. */
const engine = (garble: (text: string) => string): { ask: Ask; asked: string[] } => {
  const asked: string[] = [];
  return {
    asked,
    ask: async (sources) => {
      asked.push(...sources);
      return sources.map((source) => garble(source));
    },
  };
};
const swap = (text: string): string => text.replaceAll('house', 'casa');

test('asks once when everything survives', async () => {
  const { ask, asked } = engine(swap);
  expect(await translateTexts(['My house at https://a.example is 7.'], 'es', ask)).toEqual(['My casa at https://a.example is 7.']);
  expect(asked).toHaveLength(1);
});

test('a number that went missing makes it ask again with numbers protected', async () => {
  const { ask, asked } = engine((text) => swap(text).replace(' 7', ' siete'));
  expect(await translateTexts(['house 7', 'house'], 'es', ask)).toEqual(['casa 7', 'casa']);
  expect(asked).toHaveLength(3);
});

test('an engine that loses every placeholder still loses no literal', async () => {
  const { ask } = engine((text) => swap(text).replace(/Xz\w+/g, ''));
  expect(await translateTexts(['  A house: https://a.example/x, a@b.example and 7 house. '], 'es', ask)).toEqual([
    '  A casa: https://a.example/x, a@b.example and 7 casa. ',
  ]);
});

test('headings in capitals keep their literals as they are', async () => {
  const { ask } = engine((text) => text.toLowerCase().replace(/xz\w+/g, (name) => `X${name.slice(1)}`));
  expect(await translateTexts(['THE HOUSE v1.2b OF'], 'es', ask)).toEqual(['THE HOUSE v1.2b OF']);
});

test('nothing to say is nothing to ask', async () => {
  const { ask, asked } = engine(swap);
  expect(await translateTexts(['', '12 345', '—'], 'es', ask)).toEqual(['', '12 345', '—']);
  expect(asked).toEqual([]);
});
