import { type Migration, sql } from 'kysely'
import type { Engine } from '../database/database.ts'

const dialects = {
  sqlite: { text: 'text', integer: 'integer', serial: 'integer primary key autoincrement' },
  postgres: {
    text: 'text collate "C"',
    integer: 'bigint',
    serial: 'bigint generated always as identity primary key',
  },
} as const satisfies Record<Engine, Readonly<Record<'text' | 'integer' | 'serial', string>>>

/** Many questions as one job, which goes on after its process ended. */
export function addBatches(engine: Engine): Migration {
  const { text, integer, serial } = dialects[engine]
  const statements = [
    `create table batches (
       number ${serial},
       id ${text} not null unique,
       principal_id ${text} not null,
       principal ${text} not null,
       settings ${text} not null,
       sealed_form ${text} not null,
       currency ${text} not null,
       status ${text} not null,
       created_at ${integer} not null,
       finished_at ${integer},
       runner ${text},
       heard_of_at ${integer} not null,
       running_since ${integer},
       done_before ${integer},
       error ${text},
       cancel_requested ${integer} not null default 0
     )`,
    `create index batches_of_principal on batches (principal_id, number)`,
    `create index batches_unfinished on batches (status, number) where status in ('waiting', 'running')`,
    `create table batch_questions (
       batch ${text} not null references batches (id) on delete cascade,
       number ${integer} not null,
       sealed_question ${text} not null,
       state ${text} not null,
       answer_id ${text},
       cost_micros ${integer},
       sealed_error ${text},
       primary key (batch, number)
     )`,
  ]
  return {
    up: async (database) => {
      for (const statement of statements) await sql.raw(statement).execute(database)
    },
  }
}
