import { createHmac, hkdfSync } from 'node:crypto';
import type { Redis } from '../database/redis.ts';

/** Whose texts, how translated: what two translations must share to be the same. */
export interface CacheScope {
  readonly userId: string;
  /** Its end takes the entries that were made for it along. */
  readonly documentId: string;
  /** Milliseconds; entries die at the latest when the document does. */
  readonly ttlMs: number;
  readonly engine: string;
  /** Of the engine, its settings and the code around it. */
  readonly version: string;
  readonly from: string;
  readonly to: string;
  readonly tone: string;
}

export interface CacheKeyText {
  readonly text: string;
  /** The glossary's terms in it. */
  readonly terms: readonly { readonly source: string; readonly target: string | null }[];
}

export interface TranslationCache {
  /** What is known, by position; undefined for what is not, and for all while Redis is away. */
  get(scope: CacheScope, texts: readonly CacheKeyText[]): Promise<(string | undefined)[]>;
  put(scope: CacheScope, entries: readonly (CacheKeyText & { translation: string })[]): Promise<void>;
  /** Deletes what was made for a document. While Redis is away the entries' own end does it. */
  forget(documentId: string): Promise<void>;
}

export interface TranslationCacheOptions {
  /** `fail-fast` or `optional` */
  readonly redis: Redis;
  /** Keys are made with a key that is derived from it. */
  readonly secret: string;
  /** Redis is away: no cache, not an error. */
  readonly onAway: (error: unknown) => void;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Translations in Redis. A key is an HMAC over user, engine and its version, pair, tone, the glossary's terms in the text and the text
 * itself: it says nothing, cannot be guessed without our secret, and is never the same for two users.
 */
export function createTranslationCache({ redis, secret, onAway }: TranslationCacheOptions): TranslationCache {
  const hmacKey = Buffer.from(hkdfSync('sha256', secret, '', 'translation cache', 32));
  const keyOf = (scope: CacheScope, { text, terms }: CacheKeyText): string => {
    const { userId, engine, version, from, to, tone } = scope;
    const sorted = terms.map(({ source, target }) => [source, target]).sort();
    const parts = JSON.stringify([userId, engine, version, from, to, tone, sorted, text.normalize('NFC')]);
    return `translation:${createHmac('sha256', hmacKey).update(parts).digest('base64url')}`;
  };
  const madeFor = (documentId: string): string => `translations-of:${documentId}`;
  const orAway = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      onAway(error);
      return otherwise;
    }
  };

  return {
    get: (scope, texts) =>
      orAway(
        async () => {
          if (texts.length === 0) return [];
          const found = await redis.mget(texts.map((text) => keyOf(scope, text)));
          return found.map((translation) => translation ?? undefined);
        },
        texts.map(() => undefined),
      ),

    put: (scope, entries) =>
      orAway(async () => {
        const ttlMs = Math.min(DAY_MS, Math.floor(scope.ttlMs));
        if (entries.length === 0 || ttlMs <= 0) return;
        const keys = entries.map((entry) => keyOf(scope, entry));
        const pipeline = redis.multi();
        // First the list of what there is to delete, or a crash between the two would leave an entry that nobody deletes.
        pipeline.sadd(madeFor(scope.documentId), ...keys).pexpire(madeFor(scope.documentId), ttlMs);
        for (const [index, { translation }] of entries.entries()) pipeline.set(keys[index] ?? '', translation, 'PX', ttlMs);
        await pipeline.exec();
      }, undefined),

    forget: (documentId) =>
      orAway(async () => {
        const keys = await redis.smembers(madeFor(documentId));
        await redis.del(madeFor(documentId), ...keys);
      }, undefined),
  };
}

/** Remembers nothing. */
export const NO_CACHE: TranslationCache = {
  get: async (_scope, texts) => texts.map(() => undefined),
  put: async () => {},
  forget: async () => {},
};
