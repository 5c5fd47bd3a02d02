import { DATABASE } from './postgres.ts';
import { type RedisRole, redisSettings } from './redis.ts';

// testcontainers is loaded only where it is used: it takes half a second.

/** The official images: PostgreSQL at production's version; Redis 7, whose protocol production's Valkey 8 speaks. */
const POSTGRES_IMAGE = 'postgres:17-alpine';
const REDIS_IMAGE = 'redis:7-alpine';

/** What the container brought, in the shape of an embedded one: its process is the engine's to watch. */
interface Contained {
  readonly url: string;
  stop(): Promise<void>;
}

/** Whether a container engine answers, wherever testcontainers itself would look for one. */
export async function engineAnswers(): Promise<boolean> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  try {
    await getContainerRuntimeClient();
    return true;
  } catch {
    return false;
  }
}

export async function startPostgresContainer(options: { readonly password: string; readonly durable: boolean }): Promise<Contained> {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const container = await new PostgreSqlContainer(POSTGRES_IMAGE)
    .withDatabase(DATABASE)
    .withUsername('postgres')
    .withPassword(options.password)
    .withCommand(['postgres', '-c', 'max_connections=200', ...(options.durable ? [] : ['-c', 'fsync=off', '-c', 'synchronous_commit=off'])])
    .start();
  return { url: container.getConnectionUri(), stop: () => stopped(container.stop()) };
}

export async function startRedisContainer({ role, durable }: { readonly role: RedisRole; readonly durable: boolean }): Promise<Contained> {
  const { RedisContainer } = await import('@testcontainers/redis');
  const container = await new RedisContainer(REDIS_IMAGE).withCommand(['redis-server', ...redisSettings(role, durable)]).start();
  return { url: container.getConnectionUrl(), stop: () => stopped(container.stop()) };
}

async function stopped(stopping: Promise<unknown>): Promise<void> {
  await stopping;
}
