import type { Redis } from '../database/redis.ts';
import type { SessionCache } from '../domain/sessions/sessions.ts';

const SECONDS = 60;

/**
 * Remembers sessions in force for a minute in the cache Redis, so that a request does not ask PostgreSQL. Signing out
 * removes the entry, so it counts at once. What Redis forgot, or cannot answer, PostgreSQL is asked.
 */
export function createSessionCache(redis: Redis, onError: (error: Error) => void): SessionCache {
  const keyOf = ({ userId, sessionId }: { userId: string; sessionId: string }): string => `session:${userId}:${sessionId}`;
  const unlessAway = async <T>(command: Promise<T>, otherwise: T): Promise<T> =>
    command.catch((error: Error) => {
      onError(error);
      return otherwise;
    });
  return {
    has: async (identity) => (await unlessAway(redis.exists(keyOf(identity)), 0)) === 1,
    add: async (identity) => void (await unlessAway(redis.set(keyOf(identity), '1', 'EX', SECONDS), null)),
    remove: async (identity) => void (await unlessAway(redis.del(keyOf(identity)), 0)),
  };
}
