import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './ports.ts';
import type { Host, RunningProgram } from './process.ts';
import { allOf, Releasers } from './releasers.ts';
import { startMailCatcher } from './services/mail.ts';
import { type ObjectStorage, startObjectStorage } from './services/object-storage.ts';
import { startPostgres } from './services/postgres.ts';
import { startRedis } from './services/redis.ts';
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
  const [postgresPort, queuePort, cachePort, s3Port, smtpPort, mailPort] = await freePorts(6);

  const [postgres, queue, cache, objects, mail] = await allOf([
    starting.up(startPostgres({ dir, host, port: postgresPort, password: secrets.postgres, durable })),
    starting.up(startRedis({ role: 'queue', dir, host, port: queuePort, durable })),
    starting.up(startRedis({ role: 'cache', dir, host, port: cachePort, durable })),
    starting.up(startObjectStorage({ dir, host, port: s3Port, secretAccessKey: secrets.s3 })),
    starting.up(startMailCatcher({ smtpPort, mailPort })),
  ]);

  const releasers = starting.move();
  return {
    kind: 'embedded',
    databaseAdminUrl: postgres.url,
    queueRedisUrl: queue.url,
    cacheRedisUrl: cache.url,
    s3: objects.storage,
    smtpUrl: mail.smtpUrl,
    mailUrl: mail.mailUrl,
    programs: [postgres.program, queue.program, cache.program, objects.program],
    stop: () => releasers.disposeAsync(),
  };
}

const removeFolder = (dir: string): Promise<void> => rm(dir, { recursive: true, force: true });
