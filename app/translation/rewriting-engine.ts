import { assertBatch, type LanguagePair, MAX_BATCH, type TranslationEngine, UnsupportedPairError } from './engine.ts';
import { isWritable } from './scripts.ts';

/** What the app offers with such an engine. It knows no language: any that can be written does as well. */
const PAIRS: readonly LanguagePair[] = [
  { from: 'en', to: 'es' },
  { from: 'es', to: 'en' },
];

/** An engine of this process that rewrites each tagged text by itself: for looking at the layout, not at a language. */
export function createRewritingEngine(name: string, rewrite: (tagged: string) => string): TranslationEngine {
  return {
    name,
    version: '',
    tags: true,
    limits: { textsPerCall: MAX_BATCH, charactersPerCall: 100_000, parallelCalls: 4 },
    pairs: async () => PAIRS,
    tones: async () => ['neutral'],
    async translate(texts, { from, to }) {
      assertBatch(texts);
      if (!isWritable(to)) throw new UnsupportedPairError({ from, to });
      return texts.map(rewrite);
    },
    close: async () => {},
  };
}
