import { expect, test } from 'vitest';
import { isWritable } from './language.ts';

test.each(['en', 'es', 'pt-BR', 'el', 'ru', 'sr-Latn', 'vi', 'tr'])('%s is written', (language) => {
  expect(isWritable(language)).toBe(true);
});

test.each(['ar', 'he', 'ja', 'zh-Hans', 'hi', 'th', 'uz-Arab', '', 'not a tag', 'x'])('«%s» is not', (language) => {
  expect(isWritable(language)).toBe(false);
});
