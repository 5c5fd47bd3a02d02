/** A language pair as BCP 47 codes ("en", "es", "en-US"). */
export interface LanguagePair {
  readonly from: string;
  readonly to: string;
}

/** How the reader is spoken to. Neutral is the engine's own choice. */
export const TONES = ['formal', 'neutral', 'informal'] as const;
export type Tone = (typeof TONES)[number];

export interface TranslateOptions extends LanguagePair {
  /** Absent: neutral. */
  readonly tone?: Tone | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface EngineLimits {
  /** Texts in one call, at most `MAX_BATCH`. */
  readonly textsPerCall: number;
  /** Characters of one call, tags included. A longer text is translated in pieces. */
  readonly charactersPerCall: number;
  /** Calls under way at a time, over all documents of this process. */
  readonly parallelCalls: number;
}

/** One call carries at most this many texts: small enough to retry cheaply, large enough to amortise a round trip. */
export const MAX_BATCH = 10;

/** Texts in and out are tagged text (`app/text/tagged-text.ts`): `<`, `>` and `&` of the text itself are escaped. */
export interface TranslationEngine {
  readonly name: string;
  /** What else changes its answers: the model, the server. */
  readonly version: string;
  /** Whether `<s1>…</s1>` and `<k1>…</k1>` come through. If not, it is given escaped text without tags. */
  readonly tags: boolean;
  readonly limits: EngineLimits;
  /** The pairs this engine can really do on this machine and the app offers, in a stable order. */
  pairs(): Promise<readonly LanguagePair[]>;
  /** The tones it has for a pair, in the order of `TONES`; always with neutral. */
  tones(pair: LanguagePair): Promise<readonly Tone[]>;
  /**
   * Translates up to `MAX_BATCH` texts; the answer has the same length and order. A tone it does not have is neutral.
   * @throws {UnsupportedPairError} for a pair that it cannot do
   * @throws {TranslationError} when the engine did not answer after its retries
   * @throws {TranslationUnavailableError} while its circuit is open, and when it is too fast for the service
   * @throws {TranslationRefusedError} (`service-errors.ts`) when the service refuses one of the texts, or any such request
   */
  translate(texts: readonly string[], options: TranslateOptions): Promise<string[]>;
  /** Ends every process and connection; the engine is unusable afterwards. */
  close(): Promise<void>;
}

export interface TranslationErrorOptions extends ErrorOptions {
  /** The service asked to be left alone for this long. */
  readonly retryAfterMs?: number | undefined;
  /** Asking again can not help now: the account is used up, the key is refused. */
  readonly lasting?: boolean;
  /** The service is well, but does not work this fast. */
  readonly throttled?: boolean;
}

/** The engine failed; trying the same texts later may work. */
export class TranslationError extends Error {
  override name = 'TranslationError';
  readonly retryAfterMs: number | undefined;
  readonly lasting: boolean;
  readonly throttled: boolean;
  constructor(message: string, { retryAfterMs, lasting = false, throttled = false, ...options }: TranslationErrorOptions = {}) {
    super(message, options);
    this.retryAfterMs = retryAfterMs;
    this.lasting = lasting;
    this.throttled = throttled;
  }
}

/** The engine is left alone for a while. Wait that long, it is nobody's failure. */
export class TranslationUnavailableError extends TranslationError {
  override name = 'TranslationUnavailableError';
  declare readonly retryAfterMs: number;
  constructor(retryAfterMs: number, options?: ErrorOptions) {
    super('the translation engine failed too often and is left alone for a while', { ...options, retryAfterMs });
  }
}

export class UnsupportedPairError extends Error {
  override name = 'UnsupportedPairError';
  readonly pair: LanguagePair;
  constructor(pair: LanguagePair) {
    super(`no engine translates ${pair.from} to ${pair.to}`);
    this.pair = pair;
  }
}

export function assertBatch(texts: readonly string[]): void {
  if (texts.length > MAX_BATCH) throw new RangeError(`a batch holds at most ${MAX_BATCH} texts, got ${texts.length}`);
}

export async function assertPair(engine: Pick<TranslationEngine, 'pairs'>, { from, to }: LanguagePair): Promise<void> {
  const pairs = await engine.pairs();
  if (!pairs.some((pair) => pair.from === from && pair.to === to)) throw new UnsupportedPairError({ from, to });
}
