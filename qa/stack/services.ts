import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './ports.ts';
import type { Host, RunningProgram } from './process.ts';
import { allOf, Releasers } from './releasers.ts';
import { startPostgresContainer, startRedisContainer } from './services/containers.ts';
import { startMailCatcher } from './services/mail.ts';
import { type ObjectStorage, startObjectStorage } from './services/object-storage.ts';
import { startPostgres } from './services/postgres.ts';
import { type RedisRole, startRedis } from './services/redis.ts';
import { randomKey, secretsOf } from './state.ts';

export type ServicesKind = 'embedded' | 'containers';

/** What the app needs around it. Plain JSON: vitest hands it from the global set-up to the tests. */
export interface Services {
  readonly kind: ServicesKind;
  /** Superuser, database `transkeep`. */
  readonly databaseAdminUrl: string;
  readonly queueRedisUrl: string;
  readonly cacheRedisUrl: string;
  readonly s3: ObjectStorage;
  readonly smtpUrl: string;
  readonly mailUrl: string;
}

export interface RunningServices extends Services {
  /** Their processes; empty where an engine holds them. */
  readonly programs: readonly RunningProgram[];
  stop(): Promise<void>;
}

export interface ServicesOptions {
  /** State; absent: a new temporary folder, removed at stop. */
  readonly dir?: string;
  readonly host?: Host;
  /** Default embedded. Containers: PostgreSQL and Redis from the official images; object storage and mail stay as they are. */
  readonly kind?: ServicesKind;
  /** true: what is written survives a power cut, as in production. Tests don't pay for that. */
  readonly durable?: boolean;
}

/** PostgreSQL, two Redis, object storage and a mail catcher on free loopback ports, side by side; ready in about 1.5 s. */
export async function startServices(options: ServicesOptions = {}): Promise<RunningServices> {
  await using starting = new Releasers();
  const dir = options.dir ?? starting.adopt(await mkdtemp(join(tmpdir(), 'transkeep-')), removeFolder);
  const host = options.host ?? { logDir: join(dir, 'logs') };
  await mkdir(host.logDir, { recursive: true });
  const durable = options.durable ?? false;
  const secrets = await secretsOf(dir, { postgres: randomKey, s3: randomKey });
  const kind = options.kind ?? 'embedded';
  const [postgresPort, queuePort, cachePort, s3Port, smtpPort, mailPort] = await freePorts(6);

  const redis = (role: RedisRole, port: number): Promise<Server> =>
    kind === 'containers' ? startRedisContainer({ role, durable }) : startRedis({ role, dir, host, port, durable });
  const [postgres, queue, cache, objects, mail] = await allOf([
    starting.up<Server>(
      kind === 'containers'
        ? startPostgresContainer({ password: secrets.postgres, durable })
        : startPostgres({ dir, host, port: postgresPort, password: secrets.postgres, durable }),
    ),
    starting.up(redis('queue', queuePort)),
    starting.up(redis('cache', cachePort)),
    starting.up(startObjectStorage({ dir, host, port: s3Port, secretAccessKey: secrets.s3 })),
    starting.up(startMailCatcher({ smtpPort, mailPort })),
  ]);

  const releasers = starting.move();
  return {
    kind,
    databaseAdminUrl: postgres.url,
    queueRedisUrl: queue.url,
    cacheRedisUrl: cache.url,
    s3: objects.storage,
    smtpUrl: mail.smtpUrl,
    mailUrl: mail.mailUrl,
    programs: [postgres, queue, cache, objects].flatMap(({ program }) => program ?? []),
    stop: () => releasers.disposeAsync(),
  };
}

/** A database or Redis, wherever it runs. */
interface Server {
  readonly url: string;
  /** Absent where an engine holds it. */
  readonly program?: RunningProgram;
  stop(): Promise<void>;
}

const removeFolder = (dir: string): Promise<void> => rm(dir, { recursive: true, force: true });
