import { TONES, type TranslationEngine } from '../engine.ts';

/** An engine with tags and all tones that echoes, where a test does not say otherwise. */
export function fakeEngine(overrides: Partial<TranslationEngine> = {}): TranslationEngine {
  return {
    name: 'fake',
    version: '1',
    tags: true,
    limits: { textsPerCall: 10, charactersPerCall: 10_000, parallelCalls: 4 },
    pairs: async () => [{ from: 'en', to: 'es' }],
    tones: async () => TONES,
    translate: async (texts) => [...texts],
    close: async () => {},
    ...overrides,
  };
}
