import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText } from '../text/tagged-text.ts';
import { joined, parted, passagesOf, translatePassages } from './continued-texts.ts';
import { TranslationRefusedError } from './service-errors.ts';

test('texts that go on are one passage, in order, and every text is in one', () => {
  const text = (id: string, continuedIn?: string) => ({ id, tagged: id, continuedIn });
  const ids = (...texts: ReturnType<typeof text>[]) => passagesOf(texts).map((passage) => passage.map(({ id }) => id));
  expect(ids(text('a', 'c'), text('b'), text('c', 'd'), text('d'))).toEqual([['a', 'c', 'd'], ['b']]);
  expect(ids(text('a', 'gone'), text('b'))).toEqual([['a'], ['b']]);
  expect(ids(text('a', 'b'), text('b', 'a'))).toEqual([['a', 'b']]);
  const long = [1, 2, 3, 4, 5, 6].map((n) => text(`${n}`, `${n + 1}`));
  expect(ids(...long)).toEqual([
    ['1', '2', '3', '4'],
    ['5', '6'],
  ]);
});

test('a broken word is whole again, a compound keeps its hyphen, styles keep apart', () => {
  expect(joined(['The wheel turns', 'every day.'])).toBe('The wheel turns every day.');
  expect(joined(['A good trans-', 'lation is short.'])).toBe('A good translation is short.');
  expect(joined(['It is self-', 'evident.'])).toBe('It is self-evident.');
  expect(joined(['A <s1>bold</s1> word', 'and <s1>a link</s1> &amp; <k2>¹</k2>.'])).toBe(
    'A <s1>bold</s1> word and <s2>a link</s2> &amp; <k3>¹</k3>.',
  );
});

test('an answer is cut between words, in proportion', () => {
  expect(parted(['The wheel turns', 'every day of the year.'], 'La rueda gira todos los días del año.')).toEqual([
    'La rueda gira',
    'todos los días del año.',
  ]);
  expect(parted(['a b', 'c d', 'e f'], 'uu vv ww xx yy zz')).toEqual(['uu vv', 'ww xx', 'yy zz']);
});

test('a cut leaves every style and every kept word with its own text', () => {
  const parts = ['See <s1>the bridge</s1> and the', 'mill of <k1>Thornbury</k1> too.'];
  expect(parted(parts, 'Vea <s1>el puente</s1> y también el molino de <k2>Thornbury</k2>.')).toEqual([
    'Vea <s1>el puente</s1> y también',
    'el molino de <k1>Thornbury</k1>.',
  ]);
  expect(parted(parts, '<k2>Thornbury</k2> tiene un molino y <s1>el puente</s1>.')).toBeUndefined();
  expect(parted(parts, 'Vea <s1>el puente y')).toBeUndefined();
});

test('a word that cannot be cut is no answer for two texts', () => {
  expect(parted(['one', 'two'], 'unodos')).toBeUndefined();
});

test('what comes back as it was is cut where it was', () => {
  const words = fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,6}-?$/);
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 4 }), (parts) => {
      expect(parted(parts, joined(parts) ?? '')).toEqual(parts);
    }),
  );
});

test('no word is lost or doubled by a cut', () => {
  const answer = fc.stringMatching(/^[a-zñ]{1,8}( [a-zñ]{1,8}){3,20}$/);
  fc.assert(
    fc.property(answer, fc.integer({ min: 5, max: 60 }), fc.integer({ min: 5, max: 60 }), (translation, a, b) => {
      const cut = parted(['a'.repeat(a), 'b'.repeat(b)], translation);
      if (cut) expect(cut.map(plainText).join(' ')).toBe(translation);
    }),
  );
});

test('passages are asked for as one text; an answer that cannot be cut is asked for text by text', async () => {
  const texts = [
    { id: 'a', tagged: 'The wheel turns', continuedIn: 'b' },
    { id: 'b', tagged: 'every single day.' },
    { id: 'c', tagged: 'One', continuedIn: 'd' },
    { id: 'd', tagged: 'two' },
    { id: 'e', tagged: 'a < b' },
  ];
  const asked: string[][] = [];
  const answers = await translatePassages(passagesOf(texts), async (list) => {
    asked.push([...list]);
    return list.map((text) => ({
      tagged: text === 'One two' ? 'Uno-dos' : text.toUpperCase(),
      missedTerms: text.includes('wheel') ? ['wheel', 'turns every'] : [],
    }));
  });
  expect(asked).toEqual([
    ['The wheel turns every single day.', 'One two', 'a < b'],
    ['One', 'two'],
  ]);
  expect(texts.map(({ id }) => [id, answers.get(id)?.tagged, ...(answers.get(id)?.missedTerms ?? [])])).toEqual([
    ['a', 'THE WHEEL TURNS', 'wheel', 'turns every'],
    ['b', 'EVERY SINGLE DAY.'],
    ['c', 'ONE'],
    ['d', 'TWO'],
    ['e', 'A < B'],
  ]);
});

test('of a passage that the service refuses the other texts are translated', async () => {
  const texts = [
    { id: 'a', tagged: 'The wheel turns', continuedIn: 'b' },
    { id: 'b', tagged: 'every single day.' },
  ];
  const refusal = new TranslationRefusedError('status 400');
  const answers = await translatePassages(passagesOf(texts), async (list) =>
    list.map((text) => ({
      tagged: text.includes('wheel') ? text : text.toUpperCase(),
      missedTerms: [],
      ...(text.includes('wheel') && { refusal }),
    })),
  );
  expect(Object.fromEntries(answers)).toEqual({
    a: { tagged: 'The wheel turns', missedTerms: [], refusal },
    b: { tagged: 'EVERY SINGLE DAY.', missedTerms: [] },
  });
});
