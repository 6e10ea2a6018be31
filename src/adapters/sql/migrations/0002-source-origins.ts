import { type Migration, sql } from 'kysely'
import type { Engine } from '../database/database.ts'

/** Sources can lie elsewhere, say whom to ask, and be ingested by a schedule. */
export function addSourceOrigins(engine: Engine): Migration {
  const text = engine === 'postgres' ? 'text collate "C"' : 'text'
  return {
    up: async (database) => {
      for (const column of [
        `origin ${text} not null default '{"kind":"folder"}'`,
        `owner ${text}`,
        `schedule ${text}`,
      ]) {
        await sql.raw(`alter table sources add column ${column}`).execute(database)
      }
    },
  }
}
