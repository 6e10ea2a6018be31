import { type Migration, sql } from 'kysely'
import type { Engine } from '../database/database.ts'

const integers = { sqlite: 'integer', postgres: 'bigint' } as const satisfies Record<Engine, string>

/** Answers learn whether their texts are sealed, and what is still to be sealed is found without reading what is not. */
export function findUnsealed(engine: Engine): Migration {
  const statements = [
    `alter table answers add column sealed ${integers[engine]} not null default 0`,
    `create index answers_unsealed on answers (id) where sealed = 0`,
    `create index turns_unsealed on turns (conversation, number) where sealed = 0`,
  ]
  return {
    up: async (database) => {
      for (const statement of statements) await sql.raw(statement).execute(database)
    },
  }
}
