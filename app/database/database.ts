import pg from 'pg';

/** Runs SQL inside one transaction, seen through the row policies of whoever the transaction is for. */
export interface Transaction {
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<{ rows: Row[]; rowCount: number }>;
}

/**
 * Whom a transaction acts for. `user` sees that user's rows. The others see next to nothing: `signIn` the one user with
 * that e-mail, `refresh` the one refresh token with that hash, `housekeeping` (read-only) expired and unfinished documents.
 */
export type Actor =
  | { readonly user: string }
  | { readonly signIn: string }
  | { readonly refresh: Uint8Array }
  | { readonly housekeeping: true };

export interface Database {
  /** One transaction; committed when `work` resolves, rolled back when it rejects. Keep slow I/O out of it. */
  as<T>(actor: Actor, work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** Turns a transaction that found out who its user is (by e-mail, by token) into that user's. */
  become(transaction: Transaction, userId: string): Promise<void>;
  /** Resolves when the server answers; rejects otherwise. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  readonly applicationName: string;
  /** Connections of this process: few, as a query takes a millisecond and the server's memory is shared by all processes. */
  readonly poolSize?: number;
  /** Called when an idle connection breaks; the pool replaces it by itself. */
  readonly onIdleError: (error: Error) => void;
  /** Called after each statement inside a transaction with how long it took. */
  readonly onQuery?: ((ms: number) => void) | undefined;
}

const STATEMENT_TIMEOUT_MS = 10_000;

export function createDatabase({ url, applicationName, poolSize = 10, onIdleError, onQuery }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: applicationName,
    max: poolSize,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 30_000,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    // A transaction left open by a defect would hold locks and vacuum back: the server ends it.
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
  });
  pool.on('error', onIdleError);

  return {
    async as(actor, work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      // A connection that dies while it is ours also says so by an event, which ends the process when nobody listens.
      const noteBroken = (error: Error): void => {
        broken = error;
      };
      client.on('error', noteBroken);
      try {
        // One round trip: the setting is local to the transaction, so a pooled connection never carries a user over.
        await client.query(`BEGIN; SELECT set_config(${settingOf(actor)}, true)`);
        const result = await work({ query: (sql, values) => run(client, sql, values, onQuery) });
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(noteBroken);
        throw error;
      } finally {
        client.off('error', noteBroken);
        client.release(broken);
      }
    },
    async become(transaction, userId) {
      await transaction.query(`SELECT set_config('app.user_id', $1, true)`, [userId]);
    },
    async check() {
      await pool.query('SELECT 1');
    },
    close: () => pool.end(),
  };
}

async function run<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  sql: string,
  values: readonly unknown[] = [],
  onQuery?: (ms: number) => void,
) {
  const startedAt = performance.now();
  const { rows, rowCount } = await client.query<Row>(sql, [...values]);
  onQuery?.(performance.now() - startedAt);
  return { rows, rowCount: rowCount ?? 0 };
}

function settingOf(actor: Actor): string {
  const literal = pg.escapeLiteral;
  if ('user' in actor) return `'app.user_id', ${literal(actor.user)}`;
  if ('signIn' in actor) return `'app.sign_in_email', ${literal(actor.signIn)}`;
  if ('refresh' in actor) return `'app.refresh_token_hash', ${literal(Buffer.from(actor.refresh).toString('hex'))}`;
  return `'app.housekeeping', 'on'`;
}

/** PostgreSQL's code for a duplicate key. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '23505';
}
