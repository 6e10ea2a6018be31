import { type Migration, sql } from 'kysely'
import type { Engine } from '../database/database.ts'

const integers = { sqlite: 'integer', postgres: 'bigint' } as const satisfies Record<Engine, string>

/** Limits may say from which share on cheaper models come first. */
export function addCheaperFrom(engine: Engine): Migration {
  return {
    up: async (database) => {
      await sql.raw(`alter table budgets add column cheaper_from ${integers[engine]}`).execute(database)
    },
  }
}
