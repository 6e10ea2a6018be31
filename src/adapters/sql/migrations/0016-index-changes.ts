import { type Migration, sql } from 'kysely'
import type { Engine } from '../database/database.ts'

/** What readers of the index may keep until it changes. */
const watched = ['documents', 'index_identity', 'calibrations'] as const
const changes = ['insert', 'update', 'delete'] as const

const count = 'update index_changes set number = number + 1;'

const counting = {
  sqlite: watched.flatMap((table) =>
    changes.map((change) => `create trigger ${table}_${change}_counted after ${change} on ${table} begin ${count} end`),
  ),
  postgres: [
    `create function count_index_change() returns trigger language plpgsql as $$ begin ${count} return null; end $$`,
    ...watched.map(
      (table) =>
        `create trigger ${table}_change_counted after insert or update or delete on ${table}
           for each statement execute function count_index_change()`,
    ),
  ],
} as const satisfies Record<Engine, readonly string[]>

const integers = { sqlite: 'integer', postgres: 'bigint' } as const satisfies Record<Engine, string>

/** Counts the changes of documents, index and calibrations, in the transactions that make them. */
export function countIndexChanges(engine: Engine): Migration {
  const statements = [
    `create table index_changes (number ${integers[engine]} not null)`,
    `insert into index_changes (number) values (0)`,
    ...counting[engine],
  ]
  return {
    up: async (database) => {
      for (const statement of statements) await sql.raw(statement).execute(database)
    },
  }
}
