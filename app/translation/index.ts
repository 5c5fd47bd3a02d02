import { createApertiumEngine } from './apertium/apertium-engine.ts';
import { type AwsSettings, createAwsEngine } from './aws-engine.ts';
import { type ChatSettings, createChatEngine } from './chat-engine.ts';
import { createDeeplEngine, type DeeplSettings } from './deepl-engine.ts';
import type { TranslationEngine } from './engine.ts';
import { createPseudoEngine } from './pseudo.ts';
import { createRewritingEngine } from './rewriting-engine.ts';

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

export interface EngineSettings {
  readonly deepl?: DeeplSettings | undefined;
  readonly aws?: AwsSettings | undefined;
  readonly chat?: ChatSettings | undefined;
}

/** An engine that is chosen lacks a setting. One line: what, and what to set. */
export class EngineSettingsError extends Error {
  override name = 'EngineSettingsError';
}

export { type ContinuedText, passagesOf, translatePassages } from './continued-texts.ts';
export type { GlossaryTerm } from './glossary.ts';
export { keepStyle } from './keep-style.ts';
export { TranslationRefusedError } from './service-errors.ts';
export { createTranslationCache, NO_CACHE, type TranslationCache } from './translation-cache.ts';
export { createTranslator, type TranslationOrder, type TranslationUsage, type Translator } from './translator.ts';

const factories = {
  apertium: () => createApertiumEngine(),
  deepl: ({ deepl }) => createDeeplEngine(needed(deepl, 'deepl needs a key: set DEEPL_API_KEY')),
  aws: ({ aws }) => createAwsEngine(needed(aws, 'aws needs a region: set AWS_TRANSLATE_REGION')),
  'openai-compatible': ({ chat }) =>
    createChatEngine(needed(chat, 'openai-compatible needs a server and a model: set CHAT_API_URL and CHAT_MODEL')),
  identity: () => createRewritingEngine('identity', (tagged) => tagged),
  pseudo: () => createPseudoEngine(),
} satisfies Record<string, (settings: EngineSettings) => TranslationEngine>;

export type EngineName = keyof typeof factories;
export const ENGINE_NAMES = Object.keys(factories) as EngineName[];

/** Those that need no service, and so no settings. */
export const OFFLINE_ENGINE_NAMES = ['apertium', 'identity', 'pseudo'] as const satisfies EngineName[];

/** Makes an engine by name; nothing is started or asked before the first text. @throws {EngineSettingsError} */
export function createTranslationEngine(name: EngineName, settings: EngineSettings = {}): TranslationEngine {
  return factories[name](settings);
}

function needed<T>(settings: T | undefined, message: string): T {
  if (settings === undefined) throw new EngineSettingsError(message);
  return settings;
}
