import type { StackHandle } from '@transkeep/reports/contract/index.ts';
import { type AppOptions, appDatabaseUrl, migrate, seedUsers, startApi, startWorker, userSeeder } from './app.ts';
import { startEdge } from './edge.ts';
import { freePorts } from './ports.ts';
import { died, type RunningProgram, StackError } from './process.ts';
import { allOf, Releasers } from './releasers.ts';
import { type ServicesKind, startServices } from './services.ts';
import { writeStackFile } from './stack-file.ts';
import { openState, randomKey, randomPassword, secretsOf } from './state.ts';
import { buildWeb, webBuildDir } from './web-build.ts';

/** Two years: what production sends. */
const PRODUCTION_HSTS_S = 63_072_000;

export interface StackOptions {
  /** Published ports; absent: free ones. */
  readonly ports?: { readonly https: number; readonly http: number };
  /** Default: production's. */
  readonly hstsMaxAgeS?: number;
  readonly rateLimit?: 'on' | 'off';
  /** Where PostgreSQL and Redis run; default embedded. */
  readonly services?: ServicesKind;
  /** Same state folder every time, kept at the end. */
  readonly keep?: boolean;
  /** Also write `.local/stack.json`: this is the stack a person works with. */
  readonly newest?: boolean;
  /** Added to the environment of the app's processes. */
  readonly env?: Readonly<Record<string, string>>;
  /** Calls the start off: it then rejects, soon, with nothing left running. */
  readonly signal?: AbortSignal;
  /** One short line for each step. */
  readonly progress?: (text: string) => void;
}

export interface RunningStack extends StackHandle {
  readonly kind: ServicesKind;
  /** Resolves when a part dies by itself, with the line that says which and why. Never rejects. */
  readonly crashed: Promise<StackError>;
  /** Stops everything in reverse order and removes the state; safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts the whole system on this machine and returns when a request through the edge is answered:
 *
 *     browser ── TLS edge ─┬─ api-1 ─┬─ PostgreSQL, queue Redis, cache Redis, object storage, mail
 *                 │        └─ api-2 ─┤
 *              web build             └─ worker-1, worker-2
 *
 * Everything listens on the loopback interface only. Throws StackError or MissingTool, with nothing left running.
 */
export async function startStack(options: StackOptions = {}): Promise<RunningStack> {
  await using starting = new Releasers();
  const progress = options.progress ?? (() => {});

  const state = await openState({ keep: options.keep ?? false });
  starting.defer(state.release);
  const { dir, logDir } = state;
  const host = { logDir, signal: options.signal };
  const secrets = await secretsOf(dir, SECRETS);
  const [freeHttps, freeHttp, ...appPorts] = await freePorts(6);
  const { https, http } = options.ports ?? { https: freeHttps, http: freeHttp };
  const webUrl = `https://localhost:${https}`;

  progress('starting PostgreSQL, Redis, object storage and mail');
  const services = await starting.up(startServices({ dir, host, durable: true, ...(options.services && { kind: options.services }) }));

  const app: AppOptions = {
    services,
    host,
    publicUrl: webUrl,
    jwtSecret: secrets.jwt,
    databasePassword: secrets.database,
    rateLimit: options.rateLimit ?? 'on',
    env: options.env ?? {},
  };
  progress('migrating the database');
  await migrate(app);

  progress('starting two APIs, two workers and the edge');
  const upstreams = appPorts.slice(0, 2).map((port) => `http://127.0.0.1:${port}`);
  const edgeOptions = { dir, host, upstreams, httpsPort: https, httpPort: http, webRoot: webBuildDir };
  const [users, , api1, api2, worker1, worker2, edge] = await allOf([
    seedUsers(
      app,
      DEMO_USERS.map((user) => ({ ...user, password: secrets[user.email] })),
    ),
    buildWeb(host, progress),
    starting.up(startApi('api-1', appPorts[0], app)),
    starting.up(startApi('api-2', appPorts[1], app)),
    starting.up(startWorker('worker-1', appPorts[2], app)),
    starting.up(startWorker('worker-2', appPorts[3], app)),
    starting.up(
      startEdge({
        ...edgeOptions,
        hstsMaxAgeS: options.hstsMaxAgeS ?? PRODUCTION_HSTS_S,
      }),
    ),
  ]);

  const appProcesses = [api1, api2, worker1, worker2];
  const handle: StackHandle = {
    webUrl,
    apiUrl: `${webUrl}/api/v1`,
    openapiUrl: `${webUrl}/api/openapi.json`,
    httpUrl: `http://localhost:${http}`,
    caFile: edge.caFile,
    mailUrl: services.mailUrl,
    databaseUrl: appDatabaseUrl(services, secrets.database),
    queueRedisUrl: services.queueRedisUrl,
    cacheRedisUrl: services.cacheRedisUrl,
    s3: services.s3,
    users,
    processes: [
      ...appProcesses.map(({ program, url }) => ({ name: program.name, pid: program.pid, url })),
      { name: 'edge', pid: edge.program.pid, url: webUrl },
      ...services.programs.map(({ name, pid }) => ({ name, pid })),
    ],
    userSeeder: userSeeder(app),
    jwtSecret: secrets.jwt,
    logDir,
  };
  starting.defer(await writeStackFile(handle, state.id, options.newest ?? false));

  const releasers = starting.move();
  let stopping = false;
  return {
    ...handle,
    kind: services.kind,
    crashed: firstDeath([...appProcesses.map(({ program }) => program), edge.program, ...services.programs], () => stopping),
    stop: () => {
      stopping = true;
      return releasers.disposeAsync();
    },
  };
}

const DEMO_USERS = [
  { email: 'ana@example.org', role: 'user' },
  { email: 'ben@example.org', role: 'user' },
  { email: 'admin@example.org', role: 'admin' },
] as const;

const SECRETS = {
  jwt: randomKey,
  database: randomKey,
  'ana@example.org': randomPassword,
  'ben@example.org': randomPassword,
  'admin@example.org': randomPassword,
};

async function firstDeath(programs: readonly RunningProgram[], expected: () => boolean): Promise<StackError> {
  const dead = await Promise.race(
    programs.map(async (program) => {
      await program.exited;
      return expected() ? new Promise<never>(() => {}) : program;
    }),
  );
  return new StackError(died(dead));
}
