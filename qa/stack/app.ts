import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import type { StackHandle } from '@transkeep/reports/contract/index.ts';
import { locate, repoRoot } from '../setup/locate.mjs';
import { type Host, type Program, type RunningProgram, runProgram, StackError, startProgram, untilReady } from './process.ts';
import type { Services } from './services.ts';

const HOST = '127.0.0.1';
const DATABASE_ROLE = 'transkeep_app';

/** What the app's processes have in common; one environment for all of them, as in production. */
export interface AppOptions {
  readonly services: Services;
  readonly publicUrl: string;
  readonly jwtSecret: string;
  readonly databasePassword: string;
  readonly rateLimit: 'on' | 'off';
  readonly host: Host;
  /** Added to the environment, after everything else. */
  readonly env: Readonly<Record<string, string>>;
}

export type DemoUser = StackHandle['users'][number];

export interface AppProcess {
  readonly program: RunningProgram;
  readonly url: string;
  stop(): Promise<void>;
}

/** URL of the database as the app logs in: a role that owns nothing and that row-level security binds. */
export function appDatabaseUrl({ databaseAdminUrl }: Services, password: string): string {
  const url = new URL(databaseAdminUrl);
  url.username = DATABASE_ROLE;
  url.password = password;
  return url.href;
}

/** Tables, policies and the app's database role. */
export async function migrate(options: AppOptions): Promise<void> {
  await runProgram(nodeProgram('migrate', 'app/database/migrate.ts', options, adminEnvironment(options)), options.host);
}

/** What `seedUsers` runs: users on stdin, the same with ids and access tokens on stdout. Plain data, since gates run it too; holds secrets. */
export function userSeeder(options: AppOptions): NonNullable<StackHandle['userSeeder']> {
  const { command, args, env } = nodeProgram('seed-demo', 'app/database/seed-demo.ts', options, adminEnvironment(options));
  return { command, args, env: env ?? {} };
}

/** Creates users as their owner would, and signs them in. Gives back what it was given, with id and access token. */
export async function seedUsers(options: AppOptions, users: readonly Pick<DemoUser, 'email' | 'password' | 'role'>[]): Promise<DemoUser[]> {
  const output = await runProgram({ name: 'seed-demo', ...userSeeder(options), cwd: repoRoot, input: JSON.stringify(users) }, options.host);
  const seeded: Pick<DemoUser, 'email' | 'userId' | 'accessToken'>[] = JSON.parse(output.slice(output.lastIndexOf('\n[') + 1));
  return users.map((user) => {
    const match = seeded.find(({ email }) => email === user.email);
    if (!match) throw new StackError(`seed-demo did not create ${user.email}`);
    return { ...user, userId: match.userId, accessToken: match.accessToken };
  });
}

export function startApi(name: string, port: number, options: AppOptions): Promise<AppProcess> {
  return startAppProcess(name, 'app/server/main.ts', port, options);
}

export function startWorker(name: string, port: number, options: AppOptions): Promise<AppProcess> {
  return startAppProcess(name, 'app/worker/main.ts', port, options);
}

async function startAppProcess(name: string, file: string, port: number, options: AppOptions): Promise<AppProcess> {
  const program = startProgram(nodeProgram(name, file, options, { HOST, PORT: `${port}` }), options.host);
  const url = `http://${HOST}:${port}`;
  try {
    await untilReady(program, () => answersOk(`${url}/health/ready`));
  } catch (error) {
    await program.stop();
    throw error;
  }
  return { program, url, stop: program.stop };
}

function nodeProgram(name: string, file: string, options: AppOptions, env: Record<string, string>): Program {
  return {
    name,
    command: process.execPath,
    args: [join(repoRoot, file)],
    cwd: repoRoot,
    env: { ...appEnvironment(options), ...env, ...options.env },
    stopTimeoutMs: 3_000,
  };
}

/** The engine of the demo: Apertium where it is installed, else marked text, so that everything else can be seen. */
export function translationEngine(): 'apertium' | 'pseudo' {
  return locate('apertium') ? 'apertium' : 'pseudo';
}

function appEnvironment({ services, publicUrl, jwtSecret, databasePassword, rateLimit }: AppOptions): Record<string, string> {
  return {
    NODE_ENV: 'production',
    PUBLIC_URL: publicUrl,
    DATABASE_URL: appDatabaseUrl(services, databasePassword),
    QUEUE_REDIS_URL: services.queueRedisUrl,
    CACHE_REDIS_URL: services.cacheRedisUrl,
    S3_ENDPOINT: services.s3.endpoint,
    S3_REGION: services.s3.region,
    S3_BUCKET: services.s3.bucket,
    S3_ACCESS_KEY_ID: services.s3.accessKeyId,
    S3_SECRET_ACCESS_KEY: services.s3.secretAccessKey,
    JWT_SECRET: jwtSecret,
    SMTP_URL: services.smtpUrl,
    MAIL_FROM: 'TransKeep <no-reply@transkeep.example>',
    TRUSTED_PROXIES: HOST,
    RATE_LIMIT: rateLimit,
    LOG_LEVEL: 'info',
    TRANSLATION_ENGINE: translationEngine(),
    MAX_UPLOAD_MB: '25',
    WORKER_CONCURRENCY: '2',
    ...commit(),
  };
}

/** What `GET /api/v1/version` names; nothing outside a git checkout. */
function commit(): { GIT_COMMIT?: string } {
  const git = locate('git');
  if (!git || !existsSync(join(repoRoot, '.git'))) return {};
  return { GIT_COMMIT: execFileSync(git, ['rev-parse', 'HEAD'], { cwd: repoRoot, encoding: 'utf8' }).trim() };
}

function adminEnvironment({ services, databasePassword }: AppOptions): Record<string, string> {
  return { MIGRATION_DATABASE_URL: services.databaseAdminUrl, APP_DB_PASSWORD: databasePassword };
}

function answersOk(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const call = request(url, { timeout: 1_000, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    call.once('timeout', () => call.destroy(new Error('timeout')));
    call.once('error', () => resolve(false));
    call.end();
  });
}
