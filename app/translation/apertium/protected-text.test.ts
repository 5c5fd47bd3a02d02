import { expect, test } from 'vitest';
import { protect, restore, splitAtLiterals } from './protected-text.ts';

test('swaps literals for made-up words and puts them back', () => {
  const source = 'See https://a.example/x or mail b@c.example, v2.0.';
  const prepared = protect(source, { numbers: false });
  expect(prepared.text).toMatch(/^See Xz\w+ or mail Xz\w+, Xz\w+\.$/);
  expect([...prepared.literals.values()]).toEqual(['https://a.example/x', 'b@c.example', 'v2.0']);
  expect(restore(prepared.text, source, prepared)).toBe(source);
});

test('numbers stay for grammar, or go when asked', () => {
  expect(protect('3 houses of 1,234.50', { numbers: false }).literals.size).toBe(0);
  expect([...protect('3 houses of 1,234.50', { numbers: true }).literals.values()]).toEqual(['3', '1,234.50']);
});

test('a translation that lost, doubled or changed something is not used', () => {
  const source = 'Mail b@c.example 3 times';
  const prepared = protect(source, { numbers: false });
  const [placeholder = ''] = prepared.literals.keys();
  expect(restore(`Correo ${placeholder} 3 veces`, source, prepared)).toBe('Correo b@c.example 3 veces');
  expect(restore('Correo 3 veces', source, prepared)).toBeUndefined();
  expect(restore(`${placeholder} ${placeholder} 3`, source, prepared)).toBeUndefined();
  expect(restore(`Correo ${placeholder} tres veces`, source, prepared)).toBeUndefined();
});

test('placeholders never meet words of the text, and none begins another', () => {
  const source = Array.from({ length: 40 }, (_, index) => `Xzaq user${index}@a.example`).join(' ');
  const { literals } = protect(source, { numbers: false });
  const names = [...literals.keys()];
  expect(new Set(names).size).toBe(40);
  for (const name of names) {
    expect(source).not.toContain(name);
    expect(names.filter((other) => other.startsWith(name))).toEqual([name]);
  }
});

test('splitting loses nothing', () => {
  const source = 'On 3 May see https://a.example/x~y, or A4.';
  const parts = splitAtLiterals(source);
  expect(parts.map(({ text }) => text).join('')).toBe(source);
  expect(parts.filter(({ literal }) => literal).map(({ text }) => text)).toEqual(['3', 'https://a.example/x~y', 'A4']);
  expect(splitAtLiterals('')).toEqual([]);
});

test('ordinals are words, ordinary sentences have no literals', () => {
  expect(protect('The 1st and 22nd of May, and/or a well-known U.S. thing (really).', { numbers: false }).literals.size).toBe(0);
});
