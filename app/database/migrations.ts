import { join } from 'node:path';
import { runner } from 'node-pg-migrate';
import pg from 'pg';

/** The login role of the app's processes: it owns nothing and cannot step around row security. */
const APP_ROLE = 'transkeep_app';

export interface MigrateOptions {
  /** The owner's connection. */
  readonly databaseUrl: string;
  /** Password that the app's role gets, each time: rotating it is running this again. */
  readonly appPassword: string;
  readonly log: (line: string) => void;
}

/**
 * Brings the database to the newest schema; safe to run again, and by two deployments at once (they take turns).
 * @returns names of the migrations that ran now
 */
export async function migrate({ databaseUrl, appPassword, log }: MigrateOptions): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'transkeep-migrate', connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    // Held until the connection ends. The runner's own lock comes after the role, and PostgreSQL refuses two changes of a role at once.
    await client.query("SELECT pg_advisory_lock(hashtext('transkeep-migrate'))");
    await ensureAppRole(client, appPassword);
    const done = await runner({
      dbClient: client,
      dir: join(import.meta.dirname, 'migrations'),
      direction: 'up',
      migrationsTable: 'schema_migrations',
      advisoryLockMode: 'wait',
      log,
    });
    return done.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

async function ensureAppRole(client: pg.Client, password: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [APP_ROLE]);
  const attributes = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION NOBYPASSRLS';
  // ALTER ROLE … NOBYPASSRLS needs a superuser, which a managed database's owner is not: set at creation, which is enough.
  const verb = rowCount === 0 ? `CREATE ROLE ${APP_ROLE} ${attributes}` : `ALTER ROLE ${APP_ROLE}`;
  await client.query(`${verb} PASSWORD ${pg.escapeLiteral(password)}`);
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
  await client.query(`GRANT CONNECT ON DATABASE ${pg.escapeIdentifier(rows[0]?.name ?? '')} TO ${APP_ROLE}`);
}
