import { Redis } from 'ioredis';

export type { Redis } from 'ioredis';

export interface RedisOptions {
  readonly url: string;
  readonly connectionName: string;
  /**
   * `fail-fast` for requests of users: a command is refused at once while the server is away. `patient` for workers and
   * subscribers: they have nothing better to do than to wait for it. `optional` for a cache: as `fail-fast`, and there need be
   * no server yet.
   */
  readonly mode: 'fail-fast' | 'patient' | 'optional';
  /** Called when the connection breaks or cannot be made again; ioredis keeps trying by itself. */
  readonly onError: (error: Error) => void;
}

/**
 * Connects; later losses of the connection heal by themselves.
 * @throws when the server does not answer now, unless it is optional
 */
export async function connectRedis({ url, connectionName, mode, onError }: RedisOptions): Promise<Redis> {
  const redis = new Redis(url, {
    connectionName,
    lazyConnect: true,
    connectTimeout: 5000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 1000),
    ...(mode === 'patient' ? { maxRetriesPerRequest: null } : { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 2000 }),
  });
  let connected = false;
  let reason: Error | undefined;
  redis.on('error', (error: Error) => {
    if (connected || mode === 'optional') onError(error);
    else reason ??= error; // connect() itself rejects with «connection is closed» only
  });
  try {
    await redis.connect();
  } catch (error) {
    if (mode === 'optional') return redis; // it keeps trying by itself
    redis.disconnect();
    throw reason ?? error;
  }
  connected = true;
  return redis;
}
