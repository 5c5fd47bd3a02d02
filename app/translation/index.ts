import { createApertiumEngine } from './apertium/apertium-engine.ts';
import type { TranslationEngine } from './engine.ts';
import { createIdentityEngine } from './identity.ts';
import { createPseudoEngine } from './pseudo.ts';

export { type BatchOptions, translateAll } from './batches.ts';
export {
  type LanguagePair,
  MAX_BATCH,
  TONES,
  type Tone,
  type TranslateOptions,
  type TranslationEngine,
  TranslationError,
  TranslationUnavailableError,
  UnsupportedPairError,
} from './engine.ts';

const factories = {
  apertium: () => createApertiumEngine(),
  identity: createIdentityEngine,
  pseudo: createPseudoEngine,
} satisfies Record<string, () => TranslationEngine>;

export type EngineName = keyof typeof factories;
export const ENGINE_NAMES = Object.keys(factories) as EngineName[];

/** Makes an engine by name; nothing is started before the first text. */
export function createTranslationEngine(name: EngineName): TranslationEngine {
  return factories[name]();
}
