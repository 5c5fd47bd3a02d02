import { expect, test } from 'vitest';
import { keptWarnings } from './kept-warnings.ts';

test('one sentence a reason, with its pages; what stays by design needs none', () => {
  const pages = [3, 1, 2, 2, 7];
  const kept = pages.map((page) => ({ page, reason: 'undecodable-font' as const }));
  expect(keptWarnings([...kept, { page: 5, reason: 'damaged-content' }, { page: 1, reason: 'formula' }])).toEqual([
    'Some pages are damaged inside; they stay as they are: 5.',
    'Some pages use fonts that do not say which letters they show; such text stays in the original language: 1–3, 7.',
  ]);
});

test('a long list of pages has an end', () => {
  const kept = Array.from({ length: 500 }, (_, i) => ({ page: 2 * i + 1, reason: 'page-failed' as const }));
  expect(keptWarnings(kept)[0]).toMatch(/: 1, 3, .* 23 and more\.$/);
});
