import {
  paginateListLanguages,
  TranslateClient,
  TranslateServiceException,
  TranslateTextCommand,
  type TranslateTextCommandInput,
} from '@aws-sdk/client-translate';
import { plainText, writeTagged } from '../text/tagged-text.ts';
import { assertBatch, assertPair, TONES, type Tone, type TranslationEngine, TranslationError } from './engine.ts';
import { remembered } from './remembered.ts';
import { createResilience, type ResilienceOptions } from './resilience.ts';
import { codesOf, pairsOf } from './scripts.ts';
import { errorOfStatus } from './service-errors.ts';

export interface AwsSettings {
  readonly region: string;
  /** Only for tests and private endpoints. */
  readonly endpoint?: string | undefined;
  readonly timeoutMs?: number;
  readonly resilience?: ResilienceOptions;
}

/** Of its documented list of targets with formality, those that we can write. `pt` is Brazilian and has none. */
const WITH_FORMALITY = new Set(['de', 'es', 'es-MX', 'fr', 'fr-CA', 'it', 'nl', 'pt-PT']);
const FORMALITY = { formal: 'FORMAL', neutral: undefined, informal: 'INFORMAL' } as const satisfies Record<Tone, string | undefined>;
const LANGUAGES_TTL_MS = 3_600_000;
/** TranslateText takes one text of 10,000 bytes, and a character has up to four of them. */
const LIMITS = { textsPerCall: 1, charactersPerCall: 2500, parallelCalls: 10 };

/** Amazon Translate. Its credentials are the task's own role. TranslateText has no tags: inline style is given up. */
export function createAwsEngine({ region, endpoint, timeoutMs = 20_000, resilience }: AwsSettings): TranslationEngine {
  const client = new TranslateClient({
    region,
    maxAttempts: 1, // our own retries know the circuit breaker
    requestHandler: { requestTimeout: timeoutMs, throwOnRequestTimeout: true, connectionTimeout: 5000 },
    ...(endpoint && { endpoint }),
  });
  const policy = createResilience({ parallelCalls: LIMITS.parallelCalls, ...resilience });
  const call = <T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> => policy.run(() => work().catch(rethrow), signal);
  const languages = remembered(
    () =>
      call(async () => {
        const codes: string[] = [];
        for await (const page of paginateListLanguages({ client }, {})) {
          codes.push(...(page.Languages ?? []).flatMap(({ LanguageCode }) => LanguageCode ?? []));
        }
        return { pairs: pairsOf(codes, codes), codes: codesOf(codes) };
      }),
    LANGUAGES_TTL_MS,
  );
  const translateOne = async (
    request: Omit<TranslateTextCommandInput, 'Text'>,
    text: string,
    signal: AbortSignal | undefined,
  ): Promise<string> => {
    const command = new TranslateTextCommand({ ...request, Text: plainText(text) });
    const { TranslatedText } = await client.send(command, { ...(signal && { abortSignal: signal }) });
    if (typeof TranslatedText !== 'string') throw new TranslationError('Amazon Translate gave an answer without text');
    return writeTagged([{ text: TranslatedText }]);
  };

  const engine: TranslationEngine = {
    name: 'aws',
    version: endpoint ?? region,
    tags: false,
    limits: LIMITS,
    pairs: async () => (await languages()).pairs,
    tones: async ({ to }) => (WITH_FORMALITY.has(to) ? TONES : ['neutral']),
    async translate(texts, { from, to, tone = 'neutral', signal }) {
      assertBatch(texts);
      await assertPair(engine, { from, to });
      const { codes } = await languages();
      const Formality = WITH_FORMALITY.has(to) ? FORMALITY[tone] : undefined;
      const request = {
        SourceLanguageCode: codes.get(from),
        TargetLanguageCode: codes.get(to),
        ...(Formality && { Settings: { Formality } }),
      };
      return Promise.all(texts.map((text) => call(() => translateOne(request, text, signal), signal)));
    },
    close: async () => client.destroy(),
  };
  return engine;
}

/** @throws always: what the client throws, as what it means to us, and without its words: they may be those of the text or the answer */
function rethrow(cause: unknown): never {
  if (cause instanceof TranslationError) throw cause;
  if (!(cause instanceof TranslateServiceException)) throw new TranslationError(`Amazon Translate did not answer: ${nameOf(cause)}`);
  const service = `Amazon Translate (${cause.name})`;
  const retryAfter = cause.$response?.headers['retry-after'];
  if (/^(?:Throttling|TooManyRequests|LimitExceeded)/.test(cause.name)) throw errorOfStatus(service, 429, retryAfter);
  if (/AccessDenied|UnrecognizedClient|InvalidSignature|ExpiredToken/.test(cause.name)) throw errorOfStatus(service, 403, retryAfter);
  throw errorOfStatus(service, cause.$metadata.httpStatusCode ?? 500, retryAfter);
}

const nameOf = (error: unknown): string => (error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : typeof error);
