import type { Config } from '../config/config.ts';
import { createDatabase, type Database } from '../database/database.ts';
import { connectRedis, type Redis, type RedisOptions } from '../database/redis.ts';
import { createStorage, type ObjectStorage } from '../storage/index.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';

/** Something the process needs does not answer. One line: what, why, what to do; no credentials. */
export class StartupError extends Error {
  override name = 'StartupError';
}

export interface Connections {
  readonly database: Database;
  readonly storage: ObjectStorage;
  redis(options: Pick<RedisOptions, 'mode'> & { of: 'queue' | 'cache'; purpose: string }): Promise<Redis>;
  /** Those that make the process ready. */
  readonly checks: { name: string; check(): Promise<void> }[];
  close(): Promise<void>;
}

/**
 * Connects to PostgreSQL, Redis and the storage. The storage is not asked at start: it is needed per document, and
 * readiness tells when it is away.
 * @throws {StartupError} when PostgreSQL (here) or a Redis (in `redis`) does not answer within 5 s
 */
export async function openConnections(
  config: Config,
  service: string,
  logger: Logger,
  metrics: Pick<Metrics, 'record'>,
): Promise<Connections> {
  const database = createDatabase({
    url: config.databaseUrl,
    applicationName: `transkeep-${service}`,
    onIdleError: (err) => logger.warn({ err }, 'database connection lost'),
    onQuery: (ms) => metrics.record('QueryMilliseconds', ms),
  });
  const storage = createStorage(config.storage);
  const redises: Redis[] = [];
  const checks = [
    { name: 'database', check: () => database.check() },
    { name: 'storage', check: () => storage.check({ signal: AbortSignal.timeout(2000) }) },
  ];
  const close = async (): Promise<void> => {
    for (const redis of redises) redis.disconnect();
    await Promise.all([database.close(), storage.close()]);
  };
  try {
    await database.check();
  } catch (error) {
    await close();
    throw unreachable('PostgreSQL', config.databaseUrl, 'DATABASE_URL', error);
  }
  return {
    database,
    storage,
    checks,
    close,
    async redis({ mode, of, purpose }) {
      const url = of === 'queue' ? config.queueRedisUrl : config.cacheRedisUrl;
      try {
        const connectionName = `${service}-${purpose}`;
        const redis = await connectRedis({
          url,
          mode,
          connectionName,
          onError: (err) => logger.warn({ err, connectionName }, 'redis connection lost'),
        });
        const isKnown = redises.some((other) => other.options.host === redis.options.host && other.options.port === redis.options.port);
        if (!isKnown && mode !== 'optional') {
          checks.push({ name: `${of} redis`, check: async () => void (await redis.ping()) });
        }
        redises.push(redis);
        return redis;
      } catch (error) {
        await close();
        throw unreachable(`the ${of} Redis`, url, of === 'queue' ? 'QUEUE_REDIS_URL' : 'CACHE_REDIS_URL', error);
      }
    },
  };
}

function unreachable(what: string, url: string, variable: string, cause: unknown): StartupError {
  const { host } = new URL(url);
  const reason = cause instanceof AggregateError ? cause.errors.map((error: Error) => error.message).join('; ') : (cause as Error).message;
  return new StartupError(`${what} at ${host} does not answer (${reason}): start it, or correct ${variable}`, { cause });
}
