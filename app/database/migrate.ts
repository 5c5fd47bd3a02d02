import { migrate } from './migrations.ts';

const { MIGRATION_DATABASE_URL: databaseUrl, APP_DB_PASSWORD: appPassword } = process.env;
if (!databaseUrl || !appPassword) {
  console.error('MIGRATION_DATABASE_URL (the owner) and APP_DB_PASSWORD (for the role transkeep_app) must be set');
  process.exit(1);
}
try {
  const done = await migrate({ databaseUrl, appPassword, log: () => {} });
  console.log(done.length === 0 ? 'schema is up to date' : `migrated: ${done.join(', ')}`);
} catch (error) {
  console.error(`migration failed, nothing was changed: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
