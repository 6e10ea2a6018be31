import { type Kysely, type Migration, Migrator, sql } from 'kysely'
import { LorekeepError } from '../../../domain/errors.ts'
import type { Log } from '../../../ports/log.ts'
import type { Engine } from './database.ts'
import { migrationsFor } from '../migrations/migrations.ts'
import type { Tables } from '../tables.ts'

const migrationTable = 'lorekeep_migrations'

/**
 * Brings the tables to the state that this version works with. Two processes may do so at once: one
 * of them migrates, the other waits and finds nothing to do.
 * @param place the file or address, for messages
 * @throws LorekeepError `bad-configuration` when a newer version has been here
 */
export async function migrate(database: Kysely<Tables>, engine: Engine, place: string, log?: Log): Promise<void> {
  const migrations = migrationsFor(engine)
  const schema = engine === 'postgres' ? await currentSchema(database) : undefined
  await refuseNewerVersion(database, schema, migrations, place)
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations },
    migrationTableName: migrationTable,
    migrationLockTableName: 'lorekeep_migration_lock',
    ...(schema === undefined ? {} : { migrationTableSchema: schema }),
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
  for (const { migrationName } of results ?? []) log?.info('database.migrated', { place, migration: migrationName })
}

async function refuseNewerVersion(
  database: Kysely<Tables>,
  schema: string | undefined,
  known: Readonly<Record<string, Migration>>,
  place: string,
): Promise<void> {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true })
  const found = tables.some(
    (table) => table.name === migrationTable && (schema === undefined || table.schema === schema),
  )
  if (!found) return
  const applied = await sql<{ name: string }>`select name from ${sql.table(migrationTable)} order by name`.execute(
    database,
  )
  const unknown = applied.rows.map(({ name }) => name).filter((name) => !Object.hasOwn(known, name))
  if (unknown.length === 0) return
  throw new LorekeepError('bad-configuration', `The database ${place} was written by a newer version of Lorekeep.`, {
    hint: 'Start that version again, or restore a backup that this version made.',
    problems: unknown.map((name) => `Unknown migration: ${name}`),
  })
}

async function currentSchema(database: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(database)
  return rows[0]?.schema ?? 'public'
}
