import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './ports.ts';
import type { RunningProgram } from './process.ts';
import { startMailCatcher } from './services/mail.ts';
import { type ObjectStorage, startObjectStorage } from './services/object-storage.ts';
import { startPostgres } from './services/postgres.ts';
import { startRedis } from './services/redis.ts';

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
  /** State and logs; absent: a new temporary folder, removed at stop. */
  readonly dir?: string;
  readonly logDir?: string;
  /** true: what is written survives a power cut, as in production. Tests don't pay for that. */
  readonly durable?: boolean;
}

/** PostgreSQL, two Redis, object storage and a mail catcher on free loopback ports, side by side; ready in about 1.5 s. */
export async function startServices(options: ServicesOptions = {}): Promise<RunningServices> {
  await using starting = new AsyncDisposableStack();
  const dir = options.dir ?? starting.adopt(await mkdtemp(join(tmpdir(), 'transkeep-')), removeFolder);
  // PostgreSQL, which refuses root, looks into it as another user.
  await chmod(dir, 0o755);
  const logDir = options.logDir ?? join(dir, 'logs');
  await mkdir(logDir, { recursive: true });
  const durable = options.durable ?? false;
  const secrets = await loadSecrets(dir);
  const [postgresPort, queuePort, cachePort, s3Port, smtpPort, mailPort] = await freePorts(6);

  const up = async <T extends { stop(): Promise<void> }>(part: Promise<T>): Promise<T> => {
    const running = await part;
    starting.defer(() => running.stop());
    return running;
  };
  const [postgres, queue, cache, objects, mail] = await allOf([
    up(startPostgres({ dir, logDir, port: postgresPort, password: secrets.postgres, durable })),
    up(startRedis({ role: 'queue', dir, logDir, port: queuePort, durable })),
    up(startRedis({ role: 'cache', dir, logDir, port: cachePort, durable })),
    up(startObjectStorage({ dir, logDir, port: s3Port, secretAccessKey: secrets.s3 })),
    up(startMailCatcher({ smtpPort, mailPort })),
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

/** Like Promise.all, but a failure waits for the others: what they started must be stoppable when it is reported. */
async function allOf<T extends readonly unknown[]>(promises: T): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const failed = (await Promise.allSettled(promises)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return Promise.all(promises);
}

interface Secrets {
  readonly postgres: string;
  readonly s3: string;
}

/** Random, and kept beside the data they open. */
async function loadSecrets(dir: string): Promise<Secrets> {
  const file = join(dir, 'secrets.json');
  if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8'));
  const secrets: Secrets = { postgres: randomBytes(18).toString('base64url'), s3: randomBytes(24).toString('base64url') };
  await writeFile(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}
