import { beforeEach, describe, expect, test } from 'vitest';
import type { Redis } from '../database/redis.ts';
import { type CacheKeyText, type CacheScope, createTranslationCache } from './translation-cache.ts';

const SCOPE: CacheScope = {
  userId: 'ana',
  documentId: 'd',
  ttlMs: 60_000,
  engine: 'chat',
  version: 'model-1',
  from: 'en',
  to: 'es',
  tone: 'formal',
};
const TEXT: CacheKeyText = { text: 'the panel', terms: [{ source: 'panel', target: 'tablero' }] };

/** What the cache uses of Redis, but for the time. */
function fakeRedis(): Redis {
  const values = new Map<string, string>();
  const sets = new Map<string, Set<string>>();
  const transaction = {
    sadd(key: string, ...members: string[]) {
      sets.set(key, new Set([...(sets.get(key) ?? []), ...members]));
      return transaction;
    },
    pexpire: () => transaction,
    set: (key: string, value: string) => values.set(key, value) && transaction,
    exec: async () => [],
  };
  const redis = {
    multi: () => transaction,
    mget: async (keys: string[]) => keys.map((key) => values.get(key) ?? null),
    smembers: async (key: string) => [...(sets.get(key) ?? [])],
    del: async (...keys: string[]) => keys.filter((key) => values.delete(key) || sets.delete(key)).length,
  };
  return redis as unknown as Redis;
}

describe('the cache knows a translation', () => {
  const onAway = (error: unknown) => expect.unreachable(String(error));
  let cache: ReturnType<typeof createTranslationCache>;
  beforeEach(async () => {
    cache = createTranslationCache({ redis: fakeRedis(), secret: 'secret', onAway });
    await cache.put(SCOPE, [{ ...TEXT, translation: 'el tablero' }]);
  });

  test('of the same text, also for another document and with its terms in another order', async () => {
    expect(await cache.get({ ...SCOPE, documentId: 'another', ttlMs: 1 }, [TEXT])).toEqual(['el tablero']);
    const terms = [...TEXT.terms, { source: 'the', target: null }];
    await cache.put(SCOPE, [{ ...TEXT, terms, translation: 'the tablero' }]);
    expect(await cache.get(SCOPE, [{ ...TEXT, terms: terms.toReversed() }])).toEqual(['the tablero']);
  });

  test.each<Partial<CacheScope & CacheKeyText>>([
    { userId: 'ben' },
    { engine: 'deepl' },
    { version: 'model-2' },
    { from: 'en-US' },
    { to: 'es-MX' },
    { tone: 'informal' },
    { text: 'The panel' },
    { terms: [] },
    { terms: [{ source: 'panel', target: null }] },
    { terms: [{ source: 'Panel', target: 'tablero' }] },
  ])('but not where it differs in %j', async (other) => {
    expect(await cache.get({ ...SCOPE, ...other }, [{ ...TEXT, ...other }])).toEqual([undefined]);
  });

  test('until its document is forgotten', async () => {
    await cache.forget('d');
    expect(await cache.get(SCOPE, [TEXT])).toEqual([undefined]);
  });
});
