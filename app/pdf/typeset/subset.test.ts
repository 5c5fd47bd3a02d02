import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create } from 'fontkit';
import { expect, test } from 'vitest';
import { GlyphSubset, TrueTypeTables } from './subset.ts';

const file = readFileSync(fileURLToPath(import.meta.resolve('@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf')));
const whole = create(file);

/** The parts of fontkit that only tests look at. */
interface Outlined {
  getGlyph(id: number): { readonly advanceWidth: number; readonly path: { toSVG(): string } };
}
const outlined = (font: unknown) => font as Outlined;

test('every glyph of a subset has the outline and the width that it has in the font, also when made of others', () => {
  const subset = new GlyphSubset(new TrueTypeTables(file));
  const ids = [...'Añ«é ЖΩg№ǽ.'].map((sign) => whole.glyphForCodePoint(sign.codePointAt(0) as number).id);
  const own = ids.map((id) => subset.include(id));
  const small = create(subset.encode());
  for (const [i, id] of ids.entries()) {
    const [before, after] = [outlined(whole).getGlyph(id), outlined(small).getGlyph(own[i] as number)];
    expect(after.path.toSVG()).toBe(before.path.toSVG());
    expect(after.advanceWidth).toBe(before.advanceWidth);
  }
});

test('a glyph is there once, and its checksums add up', () => {
  const subset = new GlyphSubset(new TrueTypeTables(file));
  expect([subset.include(40), subset.include(41), subset.include(40)]).toEqual([1, 2, 1]);
  const bytes = Buffer.from(subset.encode());
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  expect(sum).toBe(0xb1b0afba);
});
