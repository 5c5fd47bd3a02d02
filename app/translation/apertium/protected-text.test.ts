import { expect, test } from 'vitest';
import { type Run, readTagged } from '../../text/tagged-text.ts';
import { protect, restore, splitAtLiterals } from './protected-text.ts';

const runs = (tagged: string): Run[] => readTagged(tagged) ?? [];
const literalsOf = (tagged: string, numbers: boolean): string[] =>
  [...protect(runs(tagged), { numbers }).literals.values()].map(({ text }) => text);

test('swaps literals for made-up words and puts them back', () => {
  const source = runs('See https://a.example/x or mail b@c.example, v2.0.');
  const prepared = protect(source, { numbers: false });
  expect(prepared.text).toMatch(/^See Xz\w+ or mail Xz\w+, Xz\w+\.$/);
  expect([...prepared.literals.values()].map(({ text }) => text)).toEqual(['https://a.example/x', 'b@c.example', 'v2.0']);
  expect(restore(prepared.text, source, prepared)).toEqual(source);
});

test('numbers stay for grammar, or go when asked', () => {
  expect(literalsOf('3 houses of 1,234.50', false)).toEqual([]);
  expect(literalsOf('3 houses of 1,234.50', true)).toEqual(['3', '1,234.50']);
});

test('a translation that lost, doubled or changed something is not used', () => {
  const source = runs('Mail b@c.example 3 times');
  const prepared = protect(source, { numbers: false });
  const [placeholder = ''] = prepared.literals.keys();
  expect(restore(`Correo ${placeholder} 3 veces`, source, prepared)).toEqual(runs('Correo b@c.example 3 veces'));
  expect(restore('Correo 3 veces', source, prepared)).toBeUndefined();
  expect(restore(`${placeholder} ${placeholder} 3`, source, prepared)).toBeUndefined();
  expect(restore(`Correo ${placeholder} tres veces`, source, prepared)).toBeUndefined();
});

test('placeholders never meet words of the text, and none begins another', () => {
  const source = Array.from({ length: 40 }, (_, index) => `Xzaq user${index}@a.example`).join(' ');
  const { literals } = protect(runs(source), { numbers: false });
  const names = [...literals.keys()];
  expect(new Set(names).size).toBe(40);
  for (const name of names) {
    expect(source).not.toContain(name);
    expect(names.filter((other) => other.startsWith(name))).toEqual([name]);
  }
});

test('splitting loses nothing', () => {
  const source = 'On 3 May see https://a.example/x~y, or A4.';
  const parts = splitAtLiterals(runs(source));
  expect(parts.map(({ run }) => run.text).join('')).toBe(source);
  expect(parts.filter(({ literal }) => literal).map(({ run }) => run.text)).toEqual(['3', 'https://a.example/x~y', 'A4']);
  expect(splitAtLiterals([])).toEqual([]);
});

test('ordinals are words, ordinary sentences have no literals', () => {
  expect(literalsOf('The 1st and 22nd of May, and/or a well-known U.S. thing (really).', false)).toEqual([]);
});

test('what must be kept is a placeholder of its own, apart from the word it touches', () => {
  const source = runs('two houses<k1>1</k1> and <k2>a.ini</k2>');
  const prepared = protect(source, { numbers: false });
  expect(prepared.text).toMatch(/^two houses Xz\w+ and Xz\w+$/);
  expect(restore(prepared.text, source, prepared)).toEqual(source);
});

test('styles stand between markers, around words only', () => {
  const source = runs('the<s1> black </s1>house <s2>https://a.example</s2>');
  const prepared = protect(source, { numbers: false });
  expect(prepared.text).toMatch(/^the \u{F0001}black\u{F0000} house \u{F0002}Xz\w+\u{F0000}$/u);
  expect(restore(prepared.text, source, prepared)).toEqual(runs('the <s1>black</s1> house <s2>https://a.example</s2>'));
});

test('words of one style that stand together again are one run', () => {
  const prepared = { text: '', literals: new Map() };
  expect(restore('\u{F0003}casa\u{F0000} \u{F0003}negra\u{F0000} \u{F0001}x\u{F0000}', [], prepared)).toEqual(
    runs('<s3>casa negra</s3> <s1>x</s1>'),
  );
});

test('a private character of the text itself is a literal, not a marker', () => {
  const source = [{ text: 'odd \u{F0001} thing' }];
  const prepared = protect(source, { numbers: false });
  expect(prepared.text).toMatch(/^odd Xz\w+ thing$/);
  expect(restore(prepared.text, source, prepared)).toEqual(source);
});
