import { type Static, type TSchema, Type } from 'typebox';
import { readTagged } from '../text/tagged-text.ts';
import { assertBatch, assertPair, MAX_BATCH, TONES, type Tone, type TranslationEngine, TranslationError } from './engine.ts';
import { parseAnswer } from './parse-answer.ts';
import { remembered } from './remembered.ts';
import { createResilience, type ResilienceOptions } from './resilience.ts';
import { pairsOf } from './scripts.ts';
import { errorOfStatus } from './service-errors.ts';
import { requestService } from './service-request.ts';

export interface DeeplSettings {
  readonly apiKey: string;
  /** Absent: the service that the key belongs to. */
  readonly url?: string | undefined;
  readonly timeoutMs?: number;
  readonly resilience?: ResilienceOptions;
}

const SERVICE = 'DeepL';
const LANGUAGES_TTL_MS = 3_600_000;
/** «prefer»: a target without formality is no error. */
const FORMALITY = { formal: 'prefer_more', neutral: 'default', informal: 'prefer_less' } as const satisfies Record<Tone, string>;
const LIMITS = { textsPerCall: MAX_BATCH, charactersPerCall: 30_000, parallelCalls: 4 };

const Languages = Type.Array(Type.Object({ language: Type.String(), supports_formality: Type.Optional(Type.Boolean()) }));
const Translations = Type.Object({ translations: Type.Array(Type.Object({ text: Type.String() })) });

/**
 * DeepL's API, version 2 (https://developers.deepl.com/api-reference/translate). Our tagged text is the XML that its tag
 * handling takes: `k` tags are ignored, `s` tags never split.
 */
export function createDeeplEngine({ apiKey, url = urlOf(apiKey), timeoutMs = 20_000, resilience }: DeeplSettings): TranslationEngine {
  const base = `${url.replace(/\/+$/, '')}/v2`;
  const headers = { authorization: `DeepL-Auth-Key ${apiKey}` };
  const policy = createResilience({ parallelCalls: LIMITS.parallelCalls, ...resilience });
  const call = <T extends TSchema>(shape: T, path: string, body?: object, signal?: AbortSignal): Promise<Static<T>> =>
    policy.run(async () => {
      const method = body ? 'POST' : 'GET';
      const answer = await requestService(SERVICE, `${base}${path}`, { method, headers, body, timeoutMs, signal });
      if (!answer.ok) throw errorOf(answer.status, answer.retryAfter);
      return parseAnswer(SERVICE, shape, answer.body);
    }, signal);
  const languages = remembered(async () => {
    const [sources, targets] = await Promise.all([call(Languages, '/languages?type=source'), call(Languages, '/languages?type=target')]);
    return {
      pairs: pairsOf(
        sources.map(({ language }) => language),
        targets.map(({ language }) => language),
      ),
      withFormality: new Set(targets.filter((target) => target.supports_formality).map(({ language }) => language.toLowerCase())),
    };
  }, LANGUAGES_TTL_MS);

  const engine: TranslationEngine = {
    name: 'deepl',
    tags: true,
    limits: LIMITS,
    pairs: async () => (await languages()).pairs,
    tones: async ({ to }) => ((await languages()).withFormality.has(to.toLowerCase()) ? TONES : ['neutral']),
    async translate(texts, { from, to, tone = 'neutral', signal }) {
      assertBatch(texts);
      await assertPair(engine, { from, to });
      const tags = tagsOf(texts);
      const question = {
        text: texts,
        source_lang: from.toUpperCase(),
        target_lang: to.toUpperCase(),
        formality: FORMALITY[tone],
        tag_handling: 'xml',
        outline_detection: false,
        split_sentences: 'nonewlines',
        non_splitting_tags: tags,
        ignore_tags: tags.filter(isKept),
      };
      const { translations } = await call(Translations, '/translate', question, signal);
      return translations.map(({ text }) => text);
    },
    close: async () => {},
  };
  return engine;
}

/** Keys of the free plan end in ":fx", and it has a server of its own. */
function urlOf(apiKey: string): string {
  return apiKey.endsWith(':fx') ? 'https://api-free.deepl.com' : 'https://api.deepl.com';
}

const isKept = (tag: string): boolean => tag.startsWith('k');

function tagsOf(texts: readonly string[]): string[] {
  const spans = texts.flatMap((text) => readTagged(text) ?? []).filter(({ span }) => span !== undefined);
  return [...new Set(spans.map(({ span, keep }) => `${keep ? 'k' : 's'}${span}`))];
}

/** 403 and 456 (of DeepL's own) are the key and the quota: what to do about them is said. */
function errorOf(status: number, retryAfter: string | null): Error {
  if (status === 403) return new TranslationError('DeepL refuses the key: correct DEEPL_API_KEY', { lasting: true });
  if (status === 456) return new TranslationError('the quota of the DeepL account is used up', { lasting: true });
  return errorOfStatus(SERVICE, status, retryAfter);
}
