import { expect, test } from 'vitest';
import { TranslationError } from './engine.ts';
import { TranslationRefusedError } from './service-errors.ts';
import { fakeEngine } from './testing/fake-engine.ts';
import type { TranslationCache } from './translation-cache.ts';
import { createTranslator, type TranslationOrder, type TranslationUsage } from './translator.ts';

const ORDER: TranslationOrder = {
  userId: 'ana',
  documentId: 'd',
  expiresAt: new Date(Date.now() + 60_000),
  from: 'en',
  to: 'es',
  tone: 'formal',
  terms: [],
};

/** Remembers by all that the real one puts into a key. */
function memory(): TranslationCache & { size(): number } {
  const entries = new Map<string, string>();
  const keyOf = ({ userId, tone, engine, version }: Parameters<TranslationCache['get']>[0], text: object) =>
    JSON.stringify([userId, tone, engine, version, text]);
  return {
    size: () => entries.size,
    get: async (scope, texts) => texts.map(({ text, terms }) => entries.get(keyOf(scope, { text, terms }))),
    put: async (scope, all) => {
      for (const { text, terms, translation } of all) entries.set(keyOf(scope, { text, terms }), translation);
    },
    forget: async () => {},
  };
}
function shouting() {
  const asked: string[] = [];
  const engine = fakeEngine({
    translate: async (texts) => {
      asked.push(...texts);
      return texts.map((text) => text.replace(/(<[^>]+>)|([^<]+)/g, (_all, tag, words) => tag ?? words.toUpperCase()));
    },
  });
  return { engine, asked };
}

/** What an order cost, all in all. */
function account() {
  const sum = { characters: 0, cachedCharacters: 0, costUsd: 0 };
  const add = async (part: TranslationUsage): Promise<void> => {
    for (const key of Object.keys(sum) as (keyof TranslationUsage)[]) sum[key] += part[key];
  };
  return { sum, add };
}

test('asks the engine once for a text, and counts what it was given and spared', async () => {
  const { engine, asked } = shouting();
  const counts: number[][] = [];
  const translator = createTranslator({ engine, cache: memory(), usdPerMillionCharacters: 20, onCache: (...both) => counts.push(both) });
  const first = account();
  const blocks = await translator.translate(['ab', 'cd', 'ab', ' '], { ...ORDER, onUsage: first.add });
  expect(blocks.map(({ tagged }) => tagged)).toEqual(['AB', 'CD', 'AB', ' ']);
  expect(first.sum).toEqual({ characters: 4, cachedCharacters: 0, costUsd: 0.00008 });
  const second = account();
  await translator.translate(['ab', '<s1>e</s1>'], { ...ORDER, onUsage: second.add });
  expect(second.sum).toEqual({ characters: 1, cachedCharacters: 2, costUsd: 0.00002 });
  expect(asked).toEqual(['ab', 'cd', '<s1>e</s1>']);
  expect(counts).toEqual([
    [0, 2],
    [0, 1],
    [1, 0],
  ]);
});

test('what an order that fails has paid for is cached and counted: the next one goes on from there', async () => {
  let calls = 0;
  const asked: string[] = [];
  const engine = fakeEngine({
    limits: { textsPerCall: 1, charactersPerCall: 100, parallelCalls: 2 },
    translate: async (texts) => {
      await new Promise(setImmediate);
      if (++calls % 4 === 0) throw new TranslationError('too many');
      asked.push(...texts);
      return texts.map((text) => text.toUpperCase());
    },
  });
  const translator = createTranslator({ engine, cache: memory(), usdPerMillionCharacters: 20 });
  const { sum, add } = account();
  const texts = Array.from('abcdefghij');
  const translated = () => translator.translate(texts, { ...ORDER, onUsage: add }).catch(() => []);
  await expect.poll(translated).toEqual(texts.map((text) => ({ tagged: text.toUpperCase(), missedTerms: [] })));
  expect(asked.sort()).toEqual(texts);
  expect(sum.characters).toBe(10);
});

test('a try that fails is no miss and no hit, however often it is made', async () => {
  const { engine } = shouting();
  let isIll = true;
  const cache = memory();
  const counts: number[][] = [];
  const ill = fakeEngine({
    translate: (texts, options) => (isIll ? Promise.reject(new TranslationError('ill')) : engine.translate(texts, options)),
  });
  await createTranslator({ engine, cache, usdPerMillionCharacters: 0 }).translate(['ab'], ORDER);
  const translator = createTranslator({ engine: ill, cache, usdPerMillionCharacters: 0, onCache: (...both) => counts.push(both) });
  for (let index = 0; index < 3; index++) await expect(translator.translate(['ab', 'cd', 'ef'], ORDER)).rejects.toThrow('ill');
  expect(counts).toEqual([]);
  isIll = false;
  await translator.translate(['ab', 'cd', 'ef'], ORDER);
  expect(counts).toEqual([
    [0, 2],
    [1, 0],
  ]);
});

test('an answer is cached when its cost is stored, not before', async () => {
  const cache = memory();
  const translator = createTranslator({ engine: shouting().engine, cache, usdPerMillionCharacters: 20 });
  const onUsage = () => Promise.reject(new Error('the database is away'));
  await expect(translator.translate(['ab'], { ...ORDER, onUsage })).rejects.toThrow('the database is away');
  expect(cache.size()).toBe(0);
});

test('another user, another tone, another glossary, another model is another translation', async () => {
  const { engine, asked } = shouting();
  const cache = memory();
  const translator = createTranslator({ engine, cache, usdPerMillionCharacters: 0 });
  for (const order of [
    ORDER,
    { ...ORDER, userId: 'ben' },
    { ...ORDER, tone: 'informal' as const },
    { ...ORDER, terms: [{ source: 'ab', target: 'X' }] },
  ]) {
    await translator.translate(['ab'], order);
  }
  expect(asked).toHaveLength(4);
  await translator.translate(['ab'], { ...ORDER, terms: [{ source: 'elsewhere', target: 'x' }] });
  expect(asked).toHaveLength(4);
  await createTranslator({ engine: { ...engine, version: '2' }, cache, usdPerMillionCharacters: 0 }).translate(['ab'], ORDER);
  expect(asked).toHaveLength(5);
});

test('a text that the service refuses stays as it was, and is asked for again the next time', async () => {
  const refusal = new TranslationRefusedError('status 400');
  let refuses = true;
  const engine = fakeEngine({
    translate: async (texts) => {
      if (refuses && texts.some((text) => text.includes('Stop'))) throw refusal;
      return texts.map((text) => text.replace('Stop', 'Alto').replace('Go', 'Siga'));
    },
  });
  const translator = createTranslator({ engine, cache: memory(), usdPerMillionCharacters: 0 });
  const order = { ...ORDER, terms: [{ source: 'panel', target: 'tablero' }] };
  const texts = ['Go', '<s1>Stop</s1> the panel', 'Go'];
  expect(await translator.translate(texts, order)).toEqual([
    { tagged: 'Siga', missedTerms: [] },
    { tagged: '<s1>Stop</s1> the panel', missedTerms: ['panel'], refusal },
    { tagged: 'Siga', missedTerms: [] },
  ]);
  refuses = false;
  expect((await translator.translate(texts, order))[1]).toEqual({ tagged: '<s1>Alto</s1> the tablero', missedTerms: [] });
});

test('a tone that the pair lacks is neutral', async () => {
  const tones: unknown[] = [];
  const engine = fakeEngine({
    tones: async () => ['neutral'],
    translate: async (texts, { tone }) => {
      tones.push(tone);
      return [...texts];
    },
  });
  await createTranslator({ engine, cache: memory(), usdPerMillionCharacters: 0 }).translate(['a'], ORDER);
  expect(tones).toEqual(['neutral']);
});

test('terms are kept or replaced, and what an engine lost all the same is told', async () => {
  const terms = [
    { source: 'Start', target: null },
    { source: 'panel', target: 'tablero' },
  ];
  const { engine, asked } = shouting();
  const cache = memory();
  const keeping = fakeEngine({ translate: async (texts) => texts.map((text) => text.replace('Press', 'Pulse')) });
  const good = createTranslator({ engine: keeping, cache, usdPerMillionCharacters: 0 });
  expect(await good.translate(['Press <s1>Start panel</s1>'], { ...ORDER, terms })).toEqual([
    { tagged: 'Pulse <s1>Start tablero</s1>', missedTerms: [] },
  ]);
  const losing = fakeEngine({ translate: async (texts) => texts.map(() => 'Pulse') });
  const mended = createTranslator({ engine: losing, cache: memory(), usdPerMillionCharacters: 0 });
  expect(await mended.translate(['Press Start'], { ...ORDER, terms })).toEqual([{ tagged: 'Pulse Start', missedTerms: [] }]);
  const untagged = createTranslator({ engine: { ...engine, tags: false }, cache: memory(), usdPerMillionCharacters: 0 });
  expect((await untagged.translate(['the panel'], { ...ORDER, terms }))[0]?.missedTerms).toEqual(['panel']);
  expect(asked).toEqual(['the panel']);
});
