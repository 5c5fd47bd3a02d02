import { expect, test } from 'vitest';
import type { Block, RenderedBlock } from '../types.ts';
import { unchangedBackground } from './background.ts';
import { blockIou, fontSizeKept, median, newOverlap, overflow, pairs } from './boxes.ts';
import { ranges } from './measure.ts';
import { parsePpms, type Raster } from './poppler.ts';
import { linksKept, outlineKept } from './targets.ts';
import type { Comparison } from './types.ts';
import { residualSource, wordRecall, wordsOf } from './words.ts';

type Box = [number, number, number, number];
const block = (id: string, box: Box, text = 'some words here', fontSize = 10): Block => ({
  id,
  page: 1,
  kind: 'paragraph',
  box,
  text,
  translatable: true,
  fontSize,
  bold: false,
  italic: false,
  align: 'left',
  lines: 1,
});
const written = (id: string, box: Box, change: Partial<RenderedBlock> = {}): RenderedBlock => ({
  id,
  box,
  place: box,
  fontSizeRatio: 1,
  overflow: false,
  ...change,
});
const compare = (change: Partial<Comparison>): Comparison => ({ source: [], output: [], rendered: [], translations: {}, ...change });

test('overlap of old and new box', () => {
  const source = [block('a', [0, 0, 100, 10])];
  const shifted = compare({ source, output: [block('x', [50, 0, 150, 10])], rendered: [written('a', [50, 0, 150, 10])] });
  expect(blockIou(pairs(shifted))).toBeCloseTo(1 / 3, 6);
  const lost = compare({ source, output: [], rendered: [written('a', [0, 0, 100, 10])] });
  expect(blockIou(pairs(lost))).toBe(0);
  expect(blockIou([])).toBeNull();
});

test('a block that is read back in two parts is put together', () => {
  const box: Box = [0, 0, 100, 20];
  const output = [block('x', [0, 10, 100, 20]), block('y', [0, 0, 100, 10])];
  expect(blockIou(pairs(compare({ source: [block('a', box)], output, rendered: [written('a', box)] })))).toBe(1);
});

test('overflow is leaving the place by more than two points', () => {
  const source = [block('a', [0, 0, 10, 10]), block('b', [0, 20, 10, 30]), block('c', [0, 40, 10, 50])];
  const rendered = [
    written('a', [0, 0, 12, 10], { place: [0, 0, 10, 10] }),
    written('b', [0, 20, 12.5, 30], { place: [0, 20, 10, 30] }),
    written('c', [0, 40, 10, 50], { overflow: true }),
  ];
  expect(overflow(pairs(compare({ source, rendered })))).toBeCloseTo(2 / 3, 6);
});

test('only new contacts count as overlap', () => {
  const source = [block('a', [0, 0, 50, 10]), block('b', [60, 0, 90, 10]), block('c', [70, 0, 95, 10])];
  expect(newOverlap(compare({ source, rendered: [] }))).toBe(0);
  expect(newOverlap(compare({ source, rendered: [written('a', [0, 0, 65, 10])] }))).toBeCloseTo(2 / 3, 6);
});

test('the corners around askew text are nobody’s', () => {
  const source = [block('a', [0, 0, 50, 10]), { ...block('watermark', [60, 0, 90, 10]), angle: 45 }];
  expect(newOverlap(compare({ source, rendered: [written('a', [0, 0, 65, 10])] }))).toBe(0);
});

test('font size is what the output says, not only what was meant', () => {
  const box: Box = [0, 0, 100, 10];
  const output = [block('x', box, 'w', 8)];
  expect(fontSizeKept(pairs(compare({ source: [block('a', box)], output, rendered: [written('a', box)] })))).toBe(0);
});

test('words are found again as often as they were written', () => {
  const source = [block('a', [0, 0, 10, 10])];
  const rendered = [written('a', [0, 0, 10, 10])];
  const translations = { a: 'uno dos dos tres' };
  expect(wordRecall(compare({ source, rendered, translations, output: [block('x', [0, 0, 1, 1], 'uno dos')] }))).toBe(0.5);
  expect(wordRecall(compare({ source }))).toBeNull();
  expect(wordsOf('Eﬃcient, naïve; 42 x')).toEqual(['efficient', 'naïve', '42']);
});

test('source words that are still there are residue, unless they belong there', () => {
  const source = [block('a', [0, 0, 10, 10], 'garden water people'), block('b', [0, 0, 10, 10], 'people')];
  const comparison = compare({ source, rendered: [written('a', [0, 0, 10, 10])], translations: { a: 'jardín water' } });
  expect(residualSource(comparison, [], 'jardín water people')).toBe(0);
  expect(residualSource(comparison, [], 'jardín water people garden')).toBe(1);
  expect(residualSource(compare({}), [], 'anything')).toBeNull();
});

test('what pages show more often than blocks say it was kept, and is no residue', () => {
  const source = [block('a', [0, 0, 10, 10], 'garden water')];
  const comparison = compare({ source, rendered: [written('a', [0, 0, 10, 10])], translations: { a: 'jardín agua' } });
  expect(residualSource(comparison, ['garden', 'water'], 'jardín agua, and water')).toBe(0);
  expect(residualSource(comparison, ['garden', 'water'], 'jardín agua, and garden')).toBe(1);
});

test('pixels outside the text are compared, within a tolerance', () => {
  const raster = (value: number, changed: readonly number[] = []): Raster => {
    const pixels = new Uint8Array(100 * 100 * 3).fill(value);
    for (const i of changed) pixels[3 * i] = 0;
    return { width: 100, height: 100, pixels };
  };
  expect(unchangedBackground(raster(255), raster(248), [])).toBe(1);
  expect(unchangedBackground(raster(255), raster(240), [])).toBe(0);
  expect(unchangedBackground(raster(255), raster(255, [0]), [])).toBeCloseTo(0.9999, 6);
  // The first pixel is the page's upper left corner.
  expect(unchangedBackground(raster(255), raster(255, [0]), [[0, 95, 5, 100]])).toBe(1);
  expect(unchangedBackground(raster(255), { ...raster(255), width: 50, height: 200 }, [])).toBe(0);
  expect(unchangedBackground(raster(255), raster(0), [[0, 0, 100, 100]])).toBeNull();
});

test('links and outline entries are compared by target', () => {
  const link = (page: number, target: string) => ({ page, target });
  const before = { links: [link(1, 'a'), link(1, 'a'), link(2, 'b')], outline: [{ title: 'x', target: '[0]' }], fields: [] };
  expect(linksKept(before, before)).toBe(1);
  expect(linksKept(before, { ...before, links: [link(1, 'a'), link(2, 'b')] })).toBeCloseTo(2 / 3, 6);
  expect(outlineKept(before, { ...before, outline: [] })).toBe(0);
  expect(linksKept({ links: [], outline: [], fields: [] }, before)).toBe(1);
});

test('median', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNull();
});

test('a rendering that is cut short is an error', () => {
  expect(() => parsePpms(Buffer.from('P6\n2 2\n255\nabc'))).toThrow('cut short');
  const [one, other, ...more] = parsePpms(Buffer.from('P6\n1 1\n255\nabcP6\n1 2\n255\ndefghi'));
  expect([one?.width, one?.height, Buffer.from(one?.pixels ?? []).toString()]).toEqual([1, 1, 'abc']);
  expect([other?.width, other?.height, Buffer.from(other?.pixels ?? []).toString()]).toEqual([1, 2, 'defghi']);
  expect(more).toEqual([]);
  expect(parsePpms(new Uint8Array())).toEqual([]);
});

test('pages are drawn together while they are small', () => {
  const a4 = { width: 595, height: 842 };
  const poster = { width: 14_400, height: 14_400 };
  expect(ranges([1, 2, 3, 7], Array(7).fill(a4))).toEqual([
    { from: 1, to: 3 },
    { from: 7, to: 7 },
  ]);
  expect(ranges([1, 2, 3, 4, 5, 6, 7, 8, 9], Array(9).fill(a4))).toEqual([
    { from: 1, to: 8 },
    { from: 9, to: 9 },
  ]);
  expect(ranges([1, 2, 3], [poster, poster, a4])).toEqual([
    { from: 1, to: 1 },
    { from: 2, to: 2 },
    { from: 3, to: 3 },
  ]);
});
