import { describe, expect, test } from 'vitest';
import { translateAll } from './batches.ts';
import { type TranslationEngine, TranslationError, TranslationUnavailableError } from './engine.ts';
import { TranslationRefusedError } from './service-errors.ts';
import { fakeEngine } from './testing/fake-engine.ts';

const EN_ES = { from: 'en', to: 'es' };

describe('translateAll', () => {
  const recording = () => {
    const batches: (readonly string[])[] = [];
    const engine = fakeEngine({
      translate: async (texts) => {
        batches.push(texts);
        return texts.map((text) => text.toUpperCase());
      },
    });
    return { engine, batches };
  };

  test('asks in batches of ten and answers in order', async () => {
    const { engine, batches } = recording();
    const texts = Array.from({ length: 25 }, (_, index) => `text ${index}`);
    expect(await translateAll(engine, texts, EN_ES)).toEqual(texts.map((text) => text.toUpperCase()));
    expect(batches.map((batch) => batch.length)).toEqual([10, 10, 5]);
  });

  test('asks for a repeated text once and for a blank one not at all', async () => {
    const { engine, batches } = recording();
    const progress: number[] = [];
    expect(await translateAll(engine, ['a', ' ', 'b', 'a', ''], { ...EN_ES, onProgress: (done) => progress.push(done) })).toEqual([
      'A',
      ' ',
      'B',
      'A',
      '',
    ]);
    expect(batches).toEqual([['a', 'b']]);
    expect(progress).toEqual([5]);
  });

  test('has no more batches under way than allowed', async () => {
    let running = 0;
    let most = 0;
    const { engine } = recording();
    const slow: TranslationEngine = {
      ...engine,
      limits: { ...engine.limits, parallelCalls: 3 },
      async translate(texts) {
        most = Math.max(most, ++running);
        await new Promise(setImmediate);
        running--;
        return [...texts];
      },
    };
    await translateAll(
      slow,
      Array.from({ length: 95 }, (_, index) => `${index}`),
      EN_ES,
    );
    expect(most).toBe(3);
  });

  test('stops at the first failure, and when told to', async () => {
    const { engine } = recording();
    const failing: TranslationEngine = { ...engine, translate: () => Promise.reject(new TranslationError('no')) };
    await expect(translateAll(failing, ['a'], EN_ES)).rejects.toThrow('no');
    await expect(translateAll(engine, ['a'], { ...EN_ES, signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop');
  });

  test('begins nothing after a failure, and waits for what is under way', async () => {
    const { engine } = recording();
    let begun = 0;
    const failing: TranslationEngine = {
      ...engine,
      limits: { ...engine.limits, textsPerCall: 1, parallelCalls: 2 },
      async translate(texts) {
        begun++;
        if (texts[0] === 'a') throw new TranslationError('no');
        await new Promise(setImmediate);
        return texts.map((text) => text.toUpperCase());
      },
    };
    const arrived: [string, string][] = [];
    const onTranslated = async (answers: ReadonlyMap<string, string>) => void arrived.push(...answers);
    await expect(translateAll(failing, ['a', 'b', 'c', 'd'], { ...EN_ES, onTranslated })).rejects.toThrow('no');
    expect({ begun, arrived }).toEqual({ begun: 2, arrived: [['b', 'B']] });
  });

  test('says that the engine is left alone, if it is, whatever else failed before', async () => {
    const { engine } = recording();
    const failing: TranslationEngine = {
      ...engine,
      limits: { ...engine.limits, textsPerCall: 1, parallelCalls: 2 },
      async translate(texts) {
        if (texts[0] === 'a') throw new TranslationError('no');
        await new Promise(setImmediate);
        throw new TranslationUnavailableError(1000);
      },
    };
    await expect(translateAll(failing, ['a', 'b'], EN_ES)).rejects.toThrow(TranslationUnavailableError);
  });

  describe('of a service that refuses a text', () => {
    const picky = (isRefused: (text: string) => boolean) => {
      const { engine, batches } = recording();
      const refusing: TranslationEngine = {
        ...engine,
        translate: async (texts, options) => {
          const answers = await engine.translate(texts, options);
          if (texts.some(isRefused)) throw new TranslationRefusedError('status 400');
          return answers;
        },
      };
      return { engine: refusing, batches };
    };
    const texts = Array.from({ length: 12 }, (_, index) => `text ${index}`);

    test('leaves it as it is and says so; the others of its batch are asked for alone', async () => {
      const { engine, batches } = picky((text) => text === 'text 3');
      const refused: string[] = [];
      const answers = await translateAll(engine, texts, { ...EN_ES, onRefused: (text, { message }) => refused.push(text, message) });
      expect(answers).toEqual(texts.map((text) => (text === 'text 3' ? text : text.toUpperCase())));
      expect(refused).toEqual(['text 3', 'status 400']);
      expect(batches.filter((batch) => batch.includes('text 3')).map(({ length }) => length)).toEqual([10, 1]);
    });

    test('leaves one that it answers with nothing, and no other', async () => {
      const { engine } = recording();
      const silent: TranslationEngine = {
        ...engine,
        translate: async (asked) => asked.map((text) => (text === 'text 3' ? '' : text.toUpperCase())),
      };
      const refused: string[] = [];
      const answers = await translateAll(silent, texts, { ...EN_ES, onRefused: (text) => refused.push(text) });
      expect(answers).toEqual(texts.map((text) => (text === 'text 3' ? text : text.toUpperCase())));
      expect(refused).toEqual(['text 3']);
    });

    test('leaves one whose broken answer it does not mend, and pays for no other twice', async () => {
      const { engine, batches } = recording();
      const breaking: TranslationEngine = {
        ...engine,
        translate: async (asked, options) => {
          const answers = await engine.translate(asked, options);
          if (asked.length === 1) throw new TranslationRefusedError('status 400');
          return answers.map((answer) => answer.replaceAll(/<[^>]+>.*/g, ''));
        },
      };
      const refused: string[] = [];
      const kept = 'run <k1>npm ci</k1>';
      const answers = await translateAll(breaking, ['one', kept], { ...EN_ES, onRefused: (text) => refused.push(text) });
      expect({ answers, refused }).toEqual({ answers: ['ONE', kept], refused: [kept] });
      expect(batches).toEqual([['one', kept], [kept], ['run npm ci']]);
    });

    test('rejects where nobody wants to know', async () => {
      const { engine, batches } = picky((text) => text === 'text 3');
      await expect(translateAll(engine, texts, EN_ES)).rejects.toThrow(TranslationRefusedError);
      expect(batches.filter((batch) => batch.includes('text 3'))).toHaveLength(1);
    });

    test('leaves a text whole of which it refuses a sentence', async () => {
      const { engine } = picky((text) => text.includes('Two'));
      const small = { ...engine, limits: { ...engine.limits, charactersPerCall: 50 } };
      const long = 'One short. Two short and sweet. Three is short. Four is short.';
      const refused: string[] = [];
      expect(await translateAll(small, [long], { ...EN_ES, onRefused: (text) => refused.push(text) })).toEqual([long]);
      expect(refused).toEqual([long]);
    });
  });

  test('keeps to the characters of a call, and cuts a text that is longer at its sentences', async () => {
    const { engine, batches } = recording();
    const small = { ...engine, limits: { ...engine.limits, charactersPerCall: 50 } };
    const long = 'One short. Two short and sweet. Three is short. Four is short.';
    const [answer, other] = await translateAll(small, [long, 'x'.repeat(45)], EN_ES);
    expect(answer).toBe(long.toUpperCase());
    expect(other).toBe('X'.repeat(45));
    for (const batch of batches) expect(batch.join('').length).toBeLessThanOrEqual(50);
  });

  test('what must be kept comes back from a text that is longer than a call, too', async () => {
    const { engine } = recording();
    const untagged = { ...engine, tags: false, limits: { ...engine.limits, charactersPerCall: 50 } };
    const long = 'First <s1>open</s1> it. Then run <k2>npm ci. make it</k2> in there. And wait for it a while.';
    const answer = 'FIRST OPEN IT. THEN RUN npm ci. make it IN THERE. AND WAIT FOR IT A WHILE.';
    expect(await translateAll(untagged, [long], EN_ES)).toEqual([answer]);
  });
});
