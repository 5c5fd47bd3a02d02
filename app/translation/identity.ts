import { assertBatch, assertPair, type LanguagePair, type TranslationEngine } from './engine.ts';

export const TEST_PAIRS: readonly LanguagePair[] = [
  { from: 'en', to: 'es' },
  { from: 'es', to: 'en' },
];

/** Gives every text back unchanged: what it shows is the layout engine alone. */
export function createIdentityEngine(): TranslationEngine {
  const engine: TranslationEngine = {
    name: 'identity',
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
