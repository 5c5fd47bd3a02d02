import { expect, test } from 'vitest';
import type { GlyphRun } from './content.ts';
import { withDrawnSizes } from './drawn-size.ts';
import { fontFacts } from './font-facts.ts';

/** Letters `width` points wide each, in a font set at `fontSize`. */
function run(text: string, { fontSize, width, type3 = true }: { fontSize: number; width: number; type3?: boolean }): GlyphRun {
  const glyphs = [...text].map((letter, index) => ({ index, text: letter, x0: index * width, y0: 0, x1: (index + 1) * width, y1: 0 }));
  return { glyphs, fontSize, font: fontFacts({ name: 'T', isType3Font: type3 }) } as unknown as GlyphRun;
}
const sizes = (...runs: GlyphRun[]) => withDrawnSizes(runs).map(({ fontSize }) => fontSize);

test('a drawn font is as large as its letters are, not as it says', () => {
  expect(sizes(run('Account messages', { fontSize: 58, width: 6 }))[0]).toBeCloseTo(12, 6);
  expect(sizes(run('Account messages', { fontSize: 0.24, width: 6 }))[0]).toBeCloseTo(12, 6);
});

test('a size that goes with the letters is believed', () => {
  expect(sizes(run('Account messages', { fontSize: 12, width: 5 }))).toEqual([12]);
  expect(sizes(run('Account messages', { fontSize: 58, width: 6, type3: false }))).toEqual([58]);
});

test('signs that are no letters say nothing', () => {
  expect(sizes(run('■□', { fontSize: 10, width: 40 }))).toEqual([10]);
  expect(sizes(run('ab', { fontSize: 0, width: 0 }))).toEqual([0]);
});
