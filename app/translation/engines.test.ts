import { describe, expect, test, vi } from 'vitest';
import {
  createTranslationEngine,
  ENGINE_NAMES,
  MAX_BATCH,
  type TranslationEngine,
  TranslationError,
  translateAll,
  UnsupportedPairError,
} from './index.ts';
import { pseudoTranslate } from './pseudo.ts';
import { createResilience } from './resilience.ts';

const EN_ES = { from: 'en', to: 'es' };

describe('identity and pseudo', () => {
  test.each(['identity', 'pseudo'] as const)('%s keeps the rules of an engine', async (name) => {
    const engine = createTranslationEngine(name);
    expect(engine.name).toBe(name);
    expect(await engine.pairs()).toContainEqual(EN_ES);
    expect(await engine.translate(['one', 'two'], EN_ES)).toHaveLength(2);
    await expect(engine.translate(['x'], { from: 'en', to: 'xx' })).rejects.toThrow(UnsupportedPairError);
    await expect(engine.translate(Array(MAX_BATCH + 1).fill('x'), EN_ES)).rejects.toThrow(RangeError);
    await engine.close();
  });

  test('identity changes nothing', async () => {
    expect(await createTranslationEngine('identity').translate([' As it is. '], EN_ES)).toEqual([' As it is. ']);
  });

  test.each([
    'Community garden: rules and calendar',
    'The quick brown fox jumps over the lazy dog.',
    'Total 1,234.50 € (25 %)',
    'A longer line with many words, so that rounding shows.',
  ])('pseudo is 1.2 times as long: %s', (text) => {
    expect([...pseudoTranslate(text)].length).toBe(Math.round([...text].length * 1.2));
  });

  test('pseudo leaves no word as it was, not even one without an accentable letter', () => {
    const source = 'mm The fox, vv bpfq and 42 numbers';
    const words = (text: string) => text.match(/\p{L}+/gu) ?? [];
    const left = new Set(words(pseudoTranslate(source)));
    expect(words(source).filter((word) => left.has(word))).toEqual([]);
    expect(pseudoTranslate(source)).toContain('42');
  });

  test('pseudo of nothing is nothing', () => {
    expect(pseudoTranslate('')).toBe('');
    expect(pseudoTranslate('123 — 456')).toBe('123 — 456');
  });

  test('the apertium engine starts nothing before it is asked', async () => {
    const engine = createTranslationEngine('apertium');
    await engine.close();
    expect(ENGINE_NAMES).toEqual(['apertium', 'identity', 'pseudo']);
  });
});

describe('translateAll', () => {
  const recording = () => {
    const batches: (readonly string[])[] = [];
    const engine: TranslationEngine = {
      name: 'recording',
      pairs: async () => [EN_ES],
      translate: async (texts) => {
        batches.push(texts);
        return texts.map((text) => text.toUpperCase());
      },
      close: async () => {},
    };
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
      { ...EN_ES, parallel: 3 },
    );
    expect(most).toBe(3);
  });

  test('stops at the first failure, and when told to', async () => {
    const { engine } = recording();
    const failing: TranslationEngine = { ...engine, translate: () => Promise.reject(new TranslationError('no')) };
    await expect(translateAll(failing, ['a'], EN_ES)).rejects.toThrow('no');
    await expect(translateAll(engine, ['a'], { ...EN_ES, signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop');
  });
});

describe('resilience', () => {
  test('tries again, and gives up with the last error', async () => {
    const { run } = createResilience({ maxRetries: 2, firstDelayMs: 1 });
    const call = vi.fn(async () => 'ok').mockRejectedValueOnce(new TranslationError('first'));
    expect(await run(call)).toBe('ok');
    const dead = vi.fn(() => Promise.reject(new TranslationError('dead')));
    await expect(run(dead)).rejects.toThrow('dead');
    expect(dead).toHaveBeenCalledTimes(3);
  });

  test('does not repeat what is not the engine’s failure', async () => {
    const { run } = createResilience({ firstDelayMs: 1 });
    const defect = vi.fn(() => Promise.reject(new TypeError('a defect')));
    await expect(run(defect)).rejects.toThrow(TypeError);
    expect(defect).toHaveBeenCalledTimes(1);
  });

  test('leaves a dead engine alone, then tries it once, then trusts it again', async () => {
    const { run } = createResilience({ maxRetries: 0, openAfter: 3, halfOpenAfterMs: 50 });
    const dead = vi.fn(() => Promise.reject(new TranslationError('dead')));
    for (let index = 0; index < 3; index++) await expect(run(dead)).rejects.toThrow('dead');
    await expect(run(dead)).rejects.toThrow('left alone');
    expect(dead).toHaveBeenCalledTimes(3);
    await expect.poll(() => run(async () => 'alive').catch(() => 'open')).toBe('alive');
    expect(await run(async () => 'still')).toBe('still');
  });
});
