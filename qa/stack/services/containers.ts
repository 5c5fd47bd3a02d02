import { execFile } from 'node:child_process';
import { DATABASE } from './postgres.ts';
import { type RedisRole, redisSettings } from './redis.ts';

/** The official images, at the versions production runs. */
const POSTGRES_IMAGE = 'postgres:17-alpine';
const REDIS_IMAGE = 'redis:7-alpine';
const ENGINE_TIMEOUT_MS = 3_000;

/** What the container brought, in the shape of an embedded one: its process is the engine's to watch. */
interface Contained {
  readonly url: string;
  stop(): Promise<void>;
}

/** Whether a container engine answers on this machine. */
export function engineAnswers(): Promise<boolean> {
  return new Promise((resolve) => {
    execFile('docker', ['info', '--format', '{{.ServerVersion}}'], { timeout: ENGINE_TIMEOUT_MS }, (error) => resolve(error === null));
  });
}

// testcontainers is loaded only where it is used: it takes half a second.

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
