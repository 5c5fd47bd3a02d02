import pg from 'pg';
import type { TableEvidence, TenancyEvidence } from './evidence.ts';
import { retryDeadlocks } from './retry-deadlocks.ts';

/** The setting by which the app tells the database for whom it asks. The owner seeing his own rows proves that it is this one. */
const TENANT_SETTING = 'app.user_id';

interface Table {
  readonly name: string;
  readonly row_security: boolean;
  readonly may_update: boolean;
  readonly may_delete: boolean;
  readonly has_user_id: boolean;
}

/** The connection, and how many of its transactions had to be tried again: other gates work on the same tables. */
interface Look {
  readonly client: pg.Client;
  deadlocks: number;
}

/** The second wall, looked at from inside: what the app's own role sees in the database when it asks for one user, for another, for nobody. */
export async function lookAtRows(databaseUrl: string, ownerId: string, otherId: string): Promise<TenancyEvidence['database']> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000, statement_timeout: 10_000 });
  await client.connect();
  const look: Look = { client, deadlocks: 0 };
  try {
    const { rows: roles } = await client.query<{ role: string; superuser: boolean; bypass: boolean; owned: number }>(
      `SELECT rolname AS role, rolsuper AS superuser, rolbypassrls AS bypass,
              (SELECT count(*)::int FROM pg_class WHERE relowner = pg_roles.oid) AS owned
       FROM pg_roles WHERE rolname = current_user`,
    );
    const [role] = roles;
    if (!role) throw new Error('the database does not know its own current role');
    const tables: TableEvidence[] = [];
    for (const table of await readableTables(client)) tables.push(await lookAtTable(look, table, ownerId, otherId));
    const { deadlocks } = look;
    return { role: role.role, superuser: role.superuser, bypassesRowSecurity: role.bypass, ownsTables: role.owned, tables, deadlocks };
  } finally {
    await client.end();
  }
}

/** Whatever the role can read: tables, views and the like, in every schema but the system's. */
async function readableTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT quote_ident(nspname) || '.' || quote_ident(relname) AS name, relrowsecurity AS row_security,
            has_table_privilege(pg_class.oid, 'UPDATE') AS may_update, has_table_privilege(pg_class.oid, 'DELETE') AS may_delete,
            EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'user_id' AND NOT attisdropped) AS has_user_id
     FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname NOT IN ('pg_catalog', 'information_schema') AND nspname NOT LIKE 'pg_toast%'
       AND has_schema_privilege(pg_namespace.oid, 'USAGE') AND has_table_privilege(pg_class.oid, 'SELECT')
     ORDER BY 1`,
  );
  return rows;
}

async function lookAtTable(look: Look, table: Table, ownerId: string, otherId: string): Promise<TableEvidence> {
  const owner = await rowsSeenBy(look, table, ownerId);
  const other = await rowsSeenBy(look, table, otherId);
  const nobody = await rowsSeenBy(look, table, '');
  return {
    table: table.name,
    rowSecurity: table.row_security,
    ownerRows: owner.size,
    otherRows: other.size,
    nobodyRows: nobody.size,
    sharedRows: [...owner].filter((row) => other.has(row)).length,
    leftAfterDelete: table.may_delete ? await leftAfterDelete(look, table, ownerId, otherId) : null,
    handedOver: table.may_update && table.has_user_id && other.size > 0 ? await canHandOver(look, table, ownerId, otherId) : null,
  };
}

async function rowsSeenBy(look: Look, { name }: Table, userId: string): Promise<Set<string>> {
  return rolledBack(look, userId, async () => {
    const { rows } = await look.client.query<{ row: string }>(`SELECT md5(t::text) AS row FROM ${name} AS t`);
    return new Set(rows.map(({ row }) => row));
  });
}

async function leftAfterDelete(look: Look, { name }: Table, ownerId: string, otherId: string): Promise<number> {
  return rolledBack(look, otherId, async () => {
    await look.client.query(`DELETE FROM ${name}`);
    await actAs(look.client, ownerId);
    const { rows } = await look.client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${name}`);
    return rows[0]?.count ?? 0;
  });
}

/** The WITH CHECK half of a policy: a row of his made the owner's would be a write into the owner's data. */
async function canHandOver(look: Look, { name }: Table, ownerId: string, otherId: string): Promise<boolean> {
  return rolledBack(look, otherId, async () => {
    try {
      const { rowCount } = await look.client.query(`UPDATE ${name} SET user_id = $1`, [ownerId]);
      return (rowCount ?? 0) > 0;
    } catch (error) {
      // 42501: the policy refused it. Anything else is no refusal.
      if (error instanceof pg.DatabaseError && error.code === '42501') return false;
      throw error;
    }
  });
}

/** Whatever is tried here must not stay. */
function rolledBack<T>(look: Look, userId: string, work: () => Promise<T>): Promise<T> {
  const { client } = look;
  const once = async (): Promise<T> => {
    await client.query('BEGIN');
    try {
      await actAs(client, userId);
      return await work();
    } finally {
      await client.query('ROLLBACK');
    }
  };
  return retryDeadlocks(once, () => {
    look.deadlocks += 1;
  });
}

async function actAs(client: pg.Client, userId: string): Promise<void> {
  await client.query('SELECT set_config($1, $2, true)', [TENANT_SETTING, userId]);
}
