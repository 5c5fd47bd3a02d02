import { describe, expect, test } from 'vitest';
import { createTranslationEngine, ENGINE_NAMES, EngineSettingsError, MAX_BATCH, UnsupportedPairError } from './index.ts';
import { pseudoTranslate } from './pseudo.ts';

const EN_ES = { from: 'en', to: 'es' };

describe('identity and pseudo', () => {
  test.each(['identity', 'pseudo'] as const)('%s keeps the rules of an engine', async (name) => {
    const engine = createTranslationEngine(name);
    expect(engine.name).toBe(name);
    expect(await engine.pairs()).toEqual([EN_ES, { from: 'es', to: 'en' }]);
    for (const pair of [EN_ES, { from: 'ja', to: 'fr' }]) expect(await engine.translate(['one', 'two'], pair)).toHaveLength(2);
    for (const to of ['xx', 'ja', 'no language'])
      await expect(engine.translate(['x'], { from: 'en', to })).rejects.toThrow(UnsupportedPairError);
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

  test('pseudo marks what is in a style, and leaves what must be kept', async () => {
    const pseudo = createTranslationEngine('pseudo');
    expect(await pseudo.translate(['a <s1>fox &amp; son</s1> <k2>x.ini</k2>'], EN_ES)).toEqual([
      'á <s1>föxž &amp; šöñž</s1> <k2>x.ini</k2>',
    ]);
  });

  test('the apertium engine starts nothing before it is asked', async () => {
    const engine = createTranslationEngine('apertium');
    await engine.close();
    expect(ENGINE_NAMES).toEqual(['apertium', 'deepl', 'aws', 'openai-compatible', 'identity', 'pseudo']);
  });

  test.each(['deepl', 'aws', 'openai-compatible'] as const)('%s says which setting it lacks', (name) => {
    expect(() => createTranslationEngine(name)).toThrow(EngineSettingsError);
    expect(() => createTranslationEngine(name)).toThrow(/set [A-Z_]+/);
  });
});
