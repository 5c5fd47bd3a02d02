import * as deepl from 'deepl-node';
import { readTagged } from '../text/tagged-text.ts';
import { assertBatch, assertPair, MAX_BATCH, TONES, type Tone, type TranslationEngine, TranslationError } from './engine.ts';
import { type Heard, hearAnswers } from './hear-answers.ts';
import { remembered } from './remembered.ts';
import { createResilience, type ResilienceOptions } from './resilience.ts';
import { codesOf, pairsOf } from './scripts.ts';
import { errorOfStatus } from './service-errors.ts';

export interface DeeplSettings {
  readonly apiKey: string;
  /** Absent: the service that the key belongs to. */
  readonly url?: string | undefined;
  readonly timeoutMs?: number;
  readonly resilience?: ResilienceOptions;
}

const LANGUAGES_TTL_MS = 3_600_000;
/** «prefer»: a target without formality is no error. */
const FORMALITY = { formal: 'prefer_more', neutral: 'default', informal: 'prefer_less' } as const satisfies Record<Tone, deepl.Formality>;
/** A request has at most 128 KiB, and form encoding makes six bytes of a Cyrillic letter. */
const LIMITS = { textsPerCall: MAX_BATCH, charactersPerCall: 20_000, parallelCalls: 4 };

/** DeepL, through its own client. Our tagged text is the XML that its tag handling takes: `k` tags are ignored, `s` tags never split. */
export function createDeeplEngine({ apiKey, url, timeoutMs = 20_000, resilience }: DeeplSettings): TranslationEngine {
  // Its own retries are off: ours know the circuit breaker.
  const client = new deepl.DeepLClient(apiKey, {
    maxRetries: 0,
    minTimeout: timeoutMs,
    sendPlatformInfo: false,
    ...(url && { serverUrl: url }),
  });
  const policy = createResilience({ parallelCalls: LIMITS.parallelCalls, ...resilience });
  const call = <T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> => policy.run(() => hearAnswers(work, rethrow), signal);
  const languages = remembered(async () => {
    const [sources, targets] = await Promise.all([call(() => client.getSourceLanguages()), call(() => client.getTargetLanguages())]);
    return {
      pairs: pairsOf(
        sources.map(({ code }) => code),
        targets.map(({ code }) => code),
      ),
      withFormality: new Set(codesOf(targets.filter((target) => target.supportsFormality).map(({ code }) => code)).keys()),
      sources: codesOf(sources.map(({ code }) => code)),
      targets: codesOf(targets.map(({ code }) => code)),
    };
  }, LANGUAGES_TTL_MS);

  const engine: TranslationEngine = {
    name: 'deepl',
    version: url ?? '',
    tags: true,
    limits: LIMITS,
    pairs: async () => (await languages()).pairs,
    tones: async ({ to }) => ((await languages()).withFormality.has(to) ? TONES : ['neutral']),
    async translate(texts, { from, to, tone = 'neutral', signal }) {
      assertBatch(texts);
      await assertPair(engine, { from, to });
      const tags = tagsOf(texts);
      const { sources, targets } = await languages();
      const source = sources.get(from) as deepl.SourceLanguageCode;
      const target = targets.get(to) as deepl.TargetLanguageCode;
      const translate = async () => {
        const results = await client.translateText([...texts], source, target, {
          formality: FORMALITY[tone],
          tagHandling: 'xml',
          outlineDetection: false,
          splitSentences: 'nonewlines',
          ...(tags.length > 0 && { nonSplittingTags: tags }),
          ...(tags.some(isKept) && { ignoreTags: tags.filter(isKept) }),
        });
        const answers: unknown[] = results.map(({ text }) => text);
        if (!answers.every((text) => typeof text === 'string')) throw new TranslationError('DeepL gave an answer without text');
        return answers;
      };
      return call(translate, signal);
    },
    close: async () => {},
  };
  return engine;
}

const isKept = (tag: string): boolean => tag.startsWith('k');

function tagsOf(texts: readonly string[]): string[] {
  const spans = texts.flatMap((text) => readTagged(text) ?? []).filter(({ span }) => span !== undefined);
  return [...new Set(spans.map(({ span, keep }) => `${keep ? 'k' : 's'}${span}`))];
}

/** @throws always: what the client throws, as what it means to us, and without its words: they quote the answer */
function rethrow(cause: unknown, { status, retryAfter }: Heard): never {
  if (!(cause instanceof deepl.DeepLError)) throw cause;
  if (cause instanceof deepl.AuthorizationError)
    throw new TranslationError('DeepL refuses the key: correct DEEPL_API_KEY', { lasting: true });
  if (cause instanceof deepl.QuotaExceededError) throw new TranslationError('the quota of the DeepL account is used up', { lasting: true });
  if (status === undefined || status < 400) throw new TranslationError('DeepL gave no answer, or one that cannot be read');
  throw errorOfStatus('DeepL', status, retryAfter);
}
