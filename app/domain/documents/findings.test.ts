import { expect, test } from 'vitest';
import { afterRendering, findingsOf, warningsOf } from './findings.ts';

const glyph = (page: number, blockId = 'b') => ({ page, reason: 'missing-glyph' as const, blockId });
const outline = (page: number) => ({ page, reason: 'damaged-outline' as const });
const type3 = (page: number) => ({ page, reason: 'type3-font' as const });
const GLYPHS = 'Some pages need letters that no font here has; such text stays in the original language';
const TYPE3 = 'Some pages use drawn letters that do not say which letters they are; such text stays in the original language';

test('each reason is kept once a page; what stays by design is not', () => {
  const kept = [glyph(1, 'a'), glyph(1, 'b'), { page: 1, reason: 'formula' as const }];
  expect(findingsOf({ kept, warnings: ['Protected.', `${GLYPHS}: 1.`] })).toEqual({
    notes: ['Protected.'],
    kept: [{ page: 1, reason: 'missing-glyph' }],
  });
});

test('a rendering of all pages replaces what was found on them, and says again what holds for the whole', () => {
  const extracted = findingsOf({ kept: [type3(2)], warnings: ['Damaged title.', `${TYPE3}: 2.`] });
  const first = afterRendering(extracted, { kept: [type3(2), glyph(3)], warnings: ['Protected.'] }, undefined);
  expect(warningsOf(first)).toEqual(['Damaged title.', 'Protected.', `${TYPE3}: 2.`, `${GLYPHS}: 3.`]);
  const again = afterRendering(first, { kept: [type3(2)], warnings: ['Protected.'] }, undefined);
  expect(warningsOf(again)).toEqual(['Damaged title.', 'Protected.', `${TYPE3}: 2.`]);
});

test('a rendering of some pages replaces those, and leaves the others', () => {
  const before = findingsOf({ kept: [type3(1), glyph(2), glyph(5)], warnings: [] });
  expect(warningsOf(afterRendering(before, { kept: [], warnings: [] }, [2]))).toEqual([`${TYPE3}: 1.`, `${GLYPHS}: 5.`]);
  expect(warningsOf(afterRendering(before, { kept: [glyph(3)], warnings: [] }, [3]))).toEqual([`${TYPE3}: 1.`, `${GLYPHS}: 2–3, 5.`]);
  expect(afterRendering(before, { kept: [], warnings: [] }, [])).toEqual(before);
});

test('bookmarks, which every rendering tells of, are kept once, however often pages are rendered', () => {
  const before = findingsOf({ kept: [outline(5)], warnings: [] });
  expect(afterRendering(before, { kept: [outline(5)], warnings: [] }, [3])).toEqual(before);
});

test('notes are few and short, whatever the engine says', () => {
  const warnings = Array.from({ length: 500 }, (_, i) => `${i} ${'x'.repeat(5000)}`);
  const { notes } = afterRendering(findingsOf({ kept: [], warnings }), { kept: [], warnings }, undefined);
  expect(notes).toHaveLength(10);
  expect(Math.max(...notes.map(({ length }) => length))).toBe(300);
});
