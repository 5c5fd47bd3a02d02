import { describe, expect, test } from 'vitest';
import { plainText } from '../text/tagged-text.ts';
import { TranslationError } from './engine.ts';
import { TranslationRefusedError } from './service-errors.ts';
import { translateChecked } from './tagged-batch.ts';
import { fakeEngine } from './testing/fake-engine.ts';

const EN_ES = { from: 'en', to: 'es' };

/** Answers each call in turn; the last one for all that follow. */
function answering(...answers: ((texts: readonly string[]) => string[])[]) {
  const calls: string[][] = [];
  const engine = fakeEngine({
    translate: async (texts) => {
      calls.push([...texts]);
      return (answers[Math.min(calls.length, answers.length) - 1] ?? (() => []))(texts);
    },
  });
  return { engine, calls };
}
const same = (texts: readonly string[]): string[] => [...texts];
const dropTags = (texts: readonly string[]): string[] => texts.map(plainText);

describe('tags', () => {
  const source = ['a <s1>b</s1>', 'plain', '<k2>x.ini</k2> c'];

  test('that come back are not asked for twice', async () => {
    const { engine, calls } = answering(same);
    expect(await translateChecked(engine, source, EN_ES)).toEqual(source);
    expect(calls).toHaveLength(1);
  });

  test('that are broken are asked for once more, for the broken texts only', async () => {
    const { engine, calls } = answering(dropTags, same);
    expect(await translateChecked(engine, source, EN_ES)).toEqual(source);
    expect(calls[1]).toEqual([source[0], source[2]]);
  });

  test('that stay broken are given up: the text comes plain, and whole', async () => {
    const { engine, calls } = answering((texts) => texts.map((text) => text.replace('</s1>', '')));
    expect(await translateChecked(engine, source, EN_ES)).toEqual(['a b', 'plain', '<k2>x.ini</k2> c']);
    expect(calls.map((call) => call.length)).toEqual([3, 1, 1]);
    expect(calls[2]).toEqual(['a b']);
  });

  test('go to no engine that has none', async () => {
    const { engine, calls } = answering(same);
    expect(await translateChecked({ ...engine, tags: false }, ['a <s1>b &amp; c</s1>'], EN_ES)).toEqual(['a b &amp; c']);
    expect(calls).toEqual([['a b &amp; c']]);
  });

  test('that an engine has none of keep what they should all the same', async () => {
    const { engine, calls } = answering((texts) => texts.map((text) => text.toUpperCase().replace('1,234.5', '1.234,5')));
    const source = ['open <k1>a.ini</k1> now', 'write to x@y.org', 'costs 1,234.5 or 7'];
    expect(await translateChecked({ ...engine, tags: false }, source, EN_ES)).toEqual([
      'OPEN a.ini NOW',
      'WRITE TO x@y.org',
      'COSTS 1.234,5 OR 7',
    ]);
    expect(calls.slice(1)).toEqual([['open', 'now'], ['write to']]);
  });

  test('that an engine has none of: the words between what is kept go as many to a call as it takes', async () => {
    const { engine, calls } = answering((texts) => texts.map((text) => text.toUpperCase()));
    const small = { ...engine, tags: false, limits: { ...engine.limits, textsPerCall: 2 } };
    expect(await translateChecked(small, ['a <k1>x</k1> b <k1>y</k1> c'], EN_ES)).toEqual(['A x B y C']);
    expect(calls.slice(1)).toEqual([['a', 'b'], ['c']]);
  });

  test('that stay broken do not take what must be kept along', async () => {
    const { engine } = answering((texts) => texts.map((text) => plainText(text).toUpperCase()));
    expect(await translateChecked(engine, ['run <k1>npm ci</k1> first'], EN_ES)).toEqual(['RUN npm ci FIRST']);
  });

  describe('that are broken in a text that is refused when it is asked for again', () => {
    const refuse = (): string[] => {
      throw new TranslationRefusedError('status 400');
    };

    test.each([
      ['refused', refuse],
      ['answered with nothing', () => ['']],
    ])('and is %s: the first answer does, plain', async (_how, again) => {
      const { engine, calls } = answering((texts) => texts.map((text) => text.toUpperCase().replaceAll(/<[^>]+>/g, '')), again);
      expect(await translateChecked(engine, ['a <s1>b</s1> 7', 'plain'], EN_ES)).toEqual(['A B 7', 'PLAIN']);
      expect(calls).toEqual([['a <s1>b</s1> 7', 'plain'], ['a <s1>b</s1> 7'], ['a b 7']]);
    });

    test('and whose first answer lacks what must be kept, or is not well formed: it alone is refused', async () => {
      const { engine } = answering(() => ['nada', '<s1>mal', 'bien'], refuse);
      expect(await translateChecked(engine, ['run <k1>npm ci</k1>', '<s1>bad</s1>', 'good'], EN_ES)).toEqual([
        expect.any(TranslationRefusedError),
        expect.any(TranslationRefusedError),
        'bien',
      ]);
    });

    test('together with others: those are mended', async () => {
      const { engine, calls } = answering(dropTags, (texts) => (texts.some((text) => text.includes('bad')) ? refuse() : same(texts)));
      expect(await translateChecked(engine, ['<s1>bad</s1>', '<s1>good</s1>'], EN_ES)).toEqual(['bad', '<s1>good</s1>']);
      expect(calls.slice(1)).toEqual([['<s1>bad</s1>', '<s1>good</s1>'], ['<s1>bad</s1>'], ['<s1>good</s1>'], ['bad']]);
    });
  });

  test('that an engine has none of: words between what is kept that it has no answer to stay', async () => {
    const { engine } = answering(
      () => ['perdido'],
      () => ['ejecute', ''],
    );
    expect(await translateChecked({ ...engine, tags: false }, ['run <k1>npm ci</k1> of'], EN_ES)).toEqual(['ejecute npm ci of']);
  });

  test('that are none of ours are text', async () => {
    const { engine } = answering(same);
    expect(await translateChecked(engine, ['a < b & <i>c</i>'], EN_ES)).toEqual(['a &lt; b &amp; &lt;i&gt;c&lt;/i&gt;']);
  });
});

test.each([
  ['the wrong number of answers', () => ['only one']],
  ['no answer at all', () => []],
])('%s is a failure of the engine', async (_what, answer) => {
  const { engine } = answering(answer);
  await expect(translateChecked(engine, ['one', 'two'], EN_ES)).rejects.toThrow(TranslationError);
});

test('an empty answer to a text refuses it', async () => {
  const { engine } = answering(() => ['', 'x']);
  await expect(translateChecked(engine, ['one', 'two'], EN_ES)).rejects.toThrow(TranslationRefusedError);
});
