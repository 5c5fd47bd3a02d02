import { assertBatch, assertPair, type EngineLimits, type LanguagePair, MAX_BATCH, type TranslationEngine } from './engine.ts';

export const TEST_PAIRS: readonly LanguagePair[] = [
  { from: 'en', to: 'es' },
  { from: 'es', to: 'en' },
];
export const LOCAL_LIMITS: EngineLimits = { textsPerCall: MAX_BATCH, charactersPerCall: 100_000, parallelCalls: 4 };

/** Gives every text back unchanged: what it shows is the layout engine alone. */
export function createIdentityEngine(): TranslationEngine {
  const engine: TranslationEngine = {
    name: 'identity',
    tags: true,
    limits: LOCAL_LIMITS,
    tones: async () => ['neutral'],
    pairs: async () => TEST_PAIRS,
    async translate(texts, options) {
      assertBatch(texts);
      await assertPair(engine, options);
      return [...texts];
    },
    close: async () => {},
  };
  return engine;
}
