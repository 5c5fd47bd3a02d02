import { assertBatch, assertPair, type LanguagePair, MAX_BATCH, type TranslationEngine } from './engine.ts';

const PAIRS: readonly LanguagePair[] = [
  { from: 'en', to: 'es' },
  { from: 'es', to: 'en' },
];

/** An engine of this process that rewrites each tagged text by itself: for looking at the layout, not at a language. */
export function createRewritingEngine(name: string, rewrite: (tagged: string) => string): TranslationEngine {
  const engine: TranslationEngine = {
    name,
    tags: true,
    limits: { textsPerCall: MAX_BATCH, charactersPerCall: 100_000, parallelCalls: 4 },
    pairs: async () => PAIRS,
    tones: async () => ['neutral'],
    async translate(texts, options) {
      assertBatch(texts);
      await assertPair(engine, options);
      return texts.map(rewrite);
    },
    close: async () => {},
  };
  return engine;
}
