import { expect, test } from 'vitest';
import { fallbacks } from './faces.ts';
import { fit as fitWords, type Place } from './fit.ts';
import { drawable, measure } from './measure.ts';
import { type StyledRun, type TextStyle, wordsOf } from './words.ts';

const faces = fallbacks({ serif: false, mono: false, bold: false, italic: false });
const main: TextStyle = { faces, scale: 1, rise: 0, color: '#000000' };
const bold: TextStyle = { ...main, faces: fallbacks({ serif: false, mono: false, bold: true, italic: false }) };
const fit = (text: string | StyledRun[], at: Place) =>
  fitWords(wordsOf(typeof text === 'string' ? [{ text, style: main }] : text), main, at);
const place: Place = { width: 200, extra: 0, height: 10, size: 10, leading: 12, indent: () => 0, lines: 1, stretch: 1 };
const text = (result: ReturnType<typeof fit>) => result.lines.map((l) => l.segments.map((s) => s.text).join(''));

test('what fits is set as it was', () => {
  expect(fit('A short line', place)).toMatchObject({
    size: 10,
    stretch: 1,
    overflow: false,
    lines: [{ segments: [{ text: 'A short line' }] }],
  });
});

test('free room beside it is used before letters become narrower', () => {
  const long = 'A line that is longer than its place was before it';
  expect(fit(long, { ...place, extra: 100 })).toMatchObject({ size: 10, stretch: 1, width: 300 });
  expect(fit(long, place)).toMatchObject({ overflow: false, width: 200 });
});

test('lines break at spaces and keep their words', () => {
  const words = 'one two three four five six seven eight nine ten eleven twelve thirteen';
  const result = fit(words, { ...place, width: 90, height: 60, lines: 5 });
  expect(text(result).join(' ')).toBe(words);
  expect(result.lines.every((l) => l.width <= 90.3)).toBe(true);
});

test('an indented first line is shorter, a hanging one longer', () => {
  const words = 'word '.repeat(20).trim();
  const multi = { ...place, width: 100, height: 100, lines: 5 };
  const count = (i: number, result: ReturnType<typeof fit>) => text(result)[i]?.split(' ').length ?? 0;
  const indented = fit(words, { ...multi, indent: (i) => (i === 0 ? 40 : 0) });
  const hanging = fit(words, { ...multi, indent: (i) => (i === 0 ? 0 : 40) });
  expect(count(0, indented)).toBeLessThan(count(1, indented));
  expect(count(0, hanging)).toBeGreaterThan(count(1, hanging));
});

test('text that fits nowhere is set smallest, whole, and said to overflow', () => {
  const words = 'word '.repeat(200).trim();
  const result = fit(words, { ...place, width: 50 });
  expect(result.overflow).toBe(true);
  expect(result.size).toBe(7);
  expect(text(result).join(' ')).toBe(words);
  expect(fit(words, { ...place, width: 50, size: 6 }).size).toBe(5);
  expect(fit(words, { ...place, width: 50, size: 4 }).size).toBe(4);
});

test('a style may change inside a word, and a line may break between styles', () => {
  const runs = [
    { text: 'press st', style: main },
    { text: 'art and wait', style: bold },
    { text: ', then', style: main },
  ];
  const [line] = fit(runs, place).lines;
  expect(line?.segments.map((s) => [s.text, s.style === bold])).toEqual([
    ['press st', false],
    ['art and wait', true],
    [', then', false],
  ]);
  expect(text(fit(runs, { ...place, width: 60, height: 60, lines: 4 })).join(' ')).toBe('press start and wait, then');
});

test('a long address breaks after its hyphens and slashes without gaining a space', () => {
  const result = fit('transport-and-infrastructure/committee', { ...place, width: 80, height: 40, lines: 3 });
  expect(text(result).join('')).toBe('transport-and-infrastructure/committee');
  expect(result.lines.length).toBeGreaterThan(1);
});

test('a compound stays whole where a line has room for it', () => {
  const words = 'The class makes camera-ready manuscripts';
  expect(text(fit(words, { ...place, width: 120, height: 30, lines: 2 }))).toEqual(['The class makes', 'camera-ready manuscripts']);
});

test('widths are those of the faces, fallback included', () => {
  expect(measure(faces, 'ii')).toBeCloseTo(2 * measure(faces, 'i'), 9);
  expect(measure(faces, 'W')).toBeGreaterThan(measure(faces, 'i'));
});

test('only what can be drawn is written', () => {
  expect(drawable('a\u00adb\u200bc\u0007 \n d\u00a0e')).toBe('abc d e');
  expect(drawable('e\u0301')).toBe('é');
  expect(drawable('⟨path⟩ 〈name〉')).toBe('‹path› ‹name›');
  expect(drawable('𝑥 ∼ 𝜀, 45∘')).toBe('x ~ ε, 45°');
});
