/** A language pair as BCP 47 codes ("en", "es", "en-US"). */
export interface LanguagePair {
  readonly from: string;
  readonly to: string;
}

export interface TranslateOptions extends LanguagePair {
  readonly signal?: AbortSignal;
}

/** One call carries at most this many texts: small enough to retry cheaply, large enough to amortise a round trip. */
export const MAX_BATCH = 10;

export interface TranslationEngine {
  readonly name: string;
  /** The pairs this engine can really do on this machine, in a stable order. */
  pairs(): Promise<readonly LanguagePair[]>;
  /**
   * Translates up to `MAX_BATCH` texts; the answer has the same length and order.
   * @throws {UnsupportedPairError} for a pair that `pairs()` does not list
   * @throws {TranslationError} when the engine did not answer after its retries, or its circuit is open
   */
  translate(texts: readonly string[], options: TranslateOptions): Promise<string[]>;
  /** Ends every process and connection; the engine is unusable afterwards. */
  close(): Promise<void>;
}

/** The engine failed; trying the same texts later may work. */
export class TranslationError extends Error {
  override name = 'TranslationError';
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

export async function assertPair(engine: TranslationEngine, { from, to }: LanguagePair): Promise<void> {
  const pairs = await engine.pairs();
  if (!pairs.some((pair) => pair.from === from && pair.to === to)) throw new UnsupportedPairError({ from, to });
}
