import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, parseConfig } from '@transkeep/app/config/config.ts';
import { createDatabase, type Database } from '@transkeep/app/database/database.ts';
import { type DemoUsers, type SignedInDemoUser, seedDemoUsers } from '@transkeep/app/database/demo-users.ts';
import { migrate } from '@transkeep/app/database/migrations.ts';
import { createAccessTokens } from '@transkeep/app/domain/sessions/access-tokens.ts';
import type { RunningProcess } from '@transkeep/app/process/run-process.ts';
import { type RunningApi, startApi } from '@transkeep/app/server/start-api.ts';
import { createLogger } from '@transkeep/app/telemetry/logger.ts';
import { startWorker } from '@transkeep/app/worker/start-worker.ts';
import { Redis } from 'ioredis';
import pg from 'pg';
import supertest from 'supertest';
import { inject } from 'vitest';

const APP_PASSWORD = 'integration-only';
const PASSWORD = 'correct horse battery';

export interface TestUser extends SignedInDemoUser {
  readonly password: string;
  /** Header of requests in this user's name. */
  readonly auth: { readonly authorization: string };
}

/** A database of its own with the newest schema, and what an app's processes are told to use it. */
export interface Ground {
  readonly env: Readonly<Record<string, string>>;
  readonly config: Config;
  /** Owner's connection string. */
  readonly adminUrl: string;
  /** As the superuser: sees all rows. */
  readonly admin: pg.Pool;
  /** As the role of the app. */
  readonly database: Database;
  users(...roles: SignedInDemoUser['role'][]): Promise<TestUser[]>;
  dispose(): Promise<void>;
}

/** Lays the ground for one test file on the run's services. Both Redis are emptied. */
export async function layGround(overrides: Readonly<Record<string, string>> = {}): Promise<Ground> {
  const services = inject('services');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const maintenance = new pg.Client(services.databaseAdminUrl);
  await maintenance.connect();
  await maintenance.query(`CREATE DATABASE ${name}`);
  await maintenance.end();
  const adminUrl = withPath(services.databaseAdminUrl, name);
  await migrate({ databaseUrl: adminUrl, appPassword: APP_PASSWORD, log: () => {} });
  for (const url of [services.queueRedisUrl, services.cacheRedisUrl]) {
    const redis = new Redis(url);
    await redis.flushall();
    redis.disconnect();
  }
  const appUrl = new URL(adminUrl);
  appUrl.username = 'transkeep_app';
  appUrl.password = APP_PASSWORD;
  const env = {
    NODE_ENV: 'test',
    PORT: '0',
    PUBLIC_URL: 'https://transkeep.test',
    DATABASE_URL: appUrl.href,
    QUEUE_REDIS_URL: services.queueRedisUrl,
    CACHE_REDIS_URL: services.cacheRedisUrl,
    S3_ENDPOINT: services.s3.endpoint,
    S3_REGION: services.s3.region,
    S3_BUCKET: services.s3.bucket,
    S3_ACCESS_KEY_ID: services.s3.accessKeyId,
    S3_SECRET_ACCESS_KEY: services.s3.secretAccessKey,
    JWT_SECRET: 'a-secret-of-this-test-run-only-0123456789',
    RATE_LIMIT: 'off',
    LOG_LEVEL: 'silent',
    TRANSLATION_ENGINE: 'pseudo',
    WORKER_CONCURRENCY: '1',
    MAX_UPLOAD_MB: '1',
    ...overrides,
  };
  const config = parseConfig(env);
  const onIdleError = (error: Error): never => {
    throw error;
  };
  const admin = new pg.Pool({ connectionString: adminUrl, max: 3 });
  const owner = createDatabase({ url: adminUrl, applicationName: 'seed', poolSize: 3, onIdleError });
  const database = createDatabase({ url: appUrl.href, applicationName: 'test', poolSize: 3, onIdleError });
  const tokens = createAccessTokens({ secret: config.jwtSecret, issuer: config.publicUrl });

  return {
    env,
    config,
    adminUrl,
    admin,
    database,
    async users(...roles) {
      const wanted: DemoUsers = roles.map((role) => ({ email: `${role}-${randomUUID()}@example.org`, password: PASSWORD, role }));
      const made = await seedDemoUsers(owner, tokens, wanted);
      return made.map((user) => ({ ...user, password: PASSWORD, auth: { authorization: `Bearer ${user.accessToken}` } }));
    },
    // The database itself goes with the services: dropping it would cut connections that are still saying goodbye.
    dispose: async () => void (await Promise.all([owner.close(), database.close(), admin.end()])),
  };
}

function withPath(url: string, path: string): string {
  const changed = new URL(url);
  changed.pathname = `/${path}`;
  return changed.href;
}

/** The API on its ground, in this process, listening on a free port. */
export async function startTestApi(ground: Ground, options: Parameters<typeof startApi>[2] = {}): Promise<RunningApi> {
  return startApi(ground.config, createLogger({ service: 'api', level: ground.config.logLevel }), options);
}

export async function startTestWorker(ground: Ground): Promise<RunningProcess> {
  return startWorker(ground.config, createLogger({ service: 'worker', level: ground.config.logLevel }));
}

/** supertest on a running API. */
export function client({ app }: RunningApi): ReturnType<typeof supertest> {
  return supertest(app.server);
}

const corpus = join(import.meta.dirname, '../../../corpus');

/** An ordinary document of two pages. */
export const twoPages = (): Promise<Buffer> => readFile(join(corpus, 'two-pages.pdf'));

interface UploadFields {
  readonly from?: string;
  readonly to?: string;
  readonly fileName?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** POST /documents as a browser does it. */
export function upload(
  api: RunningApi,
  user: TestUser,
  pdf: Buffer,
  { from = 'en', to = 'es', fileName = 'two-pages.pdf', headers = {} }: UploadFields = {},
) {
  return client(api)
    .post('/api/v1/documents')
    .set({ ...user.auth, ...headers })
    .field('from', from)
    .field('to', to)
    .attach('file', pdf, { filename: fileName, contentType: 'application/pdf' });
}

/** Asks until the answer is as wanted. @throws when it is not within the time */
export async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean, timeoutMs = 60_000): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (performance.now() > deadline) throw new Error(`not as wanted within ${timeoutMs} ms: ${JSON.stringify(answer).slice(0, 500)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export interface DocumentBody {
  readonly id: string;
  readonly status: string;
  readonly progress: number;
  readonly error: { code: string; message: string } | null;
}

/** Uploads and waits until the worker is done with it. */
export async function uploadAndFinish(api: RunningApi, user: TestUser, pdf: Buffer, fields: UploadFields = {}): Promise<DocumentBody> {
  const { body } = await upload(api, user, pdf, fields).expect(201);
  return finished(api, user, body.id);
}

export function finished(api: RunningApi, user: TestUser, documentId: string): Promise<DocumentBody> {
  const ask = async (): Promise<DocumentBody> => (await client(api).get(`/api/v1/documents/${documentId}`).set(user.auth).expect(200)).body;
  return until(ask, ({ status }) => status === 'ready' || status === 'failed');
}
