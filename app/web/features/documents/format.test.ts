import { expect, test } from 'vitest';
import { fileSize, languageName, relativeTime } from './format.ts';

const NOW = Date.parse('2026-11-01T12:00:00Z');

test.each([
  ['2026-11-01T11:59:40Z', 'just now'],
  ['2026-11-01T11:57:00Z', '3 minutes ago'],
  ['2026-10-31T12:00:00Z', 'yesterday'],
  ['2026-11-01T12:00:20Z', 'in less than a minute'],
  ['2026-11-02T11:00:00Z', 'in 23 hours'],
])('%s is %s', (iso, words) => {
  expect(relativeTime(iso, NOW)).toBe(words);
});

test.each([
  [12, '1 KB'],
  [248_123, '248 KB'],
  [5_230_000, '5.2 MB'],
])('%i bytes are %s', (bytes, words) => {
  expect(fileSize(bytes)).toBe(words);
});

test('a language without a name keeps its code', () => {
  expect(languageName('es')).toBe('Spanish');
  expect(languageName('qqx')).toBe('qqx');
});
