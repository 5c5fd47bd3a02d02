import { expect, test } from 'vitest';
import { placeholder, resolveDraft } from './placeholders.ts';

test('puts stand-ins in place and names what is left, by path', () => {
  const { value, unfilled } = resolveDraft<{ a: string; b: { c: string; d: string[] }; n: number }>({
    a: placeholder('the a', 'x'),
    b: { c: 'real', d: ['real', placeholder('the second d', 'y')] },
    n: 3,
  });
  expect(value).toEqual({ a: 'x', b: { c: 'real', d: ['real', 'y'] }, n: 3 });
  expect(unfilled).toEqual([
    { path: 'a', fillIn: 'the a' },
    { path: 'b.d[1]', fillIn: 'the second d' },
  ]);
});

test('a filled draft leaves nothing to say', () => {
  expect(resolveDraft<{ a: string }>({ a: 'real' }).unfilled).toEqual([]);
});

test('freezes the result throughout', () => {
  const { value } = resolveDraft<{ a: { b: string[] } }>({ a: { b: ['x'] } });
  expect([value, value.a, value.a.b].every(Object.isFrozen)).toBe(true);
});
