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

/** Questions of batches that providers answer through their batch APIs, and when a batch that waits for them is to be looked at. */
export function addDelegations(engine: Engine): Migration {
  const { text, integer, serial } = dialects[engine]
  const statements = [
    `alter table batches add column resume_at ${integer}`,
    `create table delegations (
       number ${serial},
       id ${text} not null unique,
       batch ${text} not null references batches (id) on delete cascade,
       provider ${text} not null,
       model ${text} not null,
       state ${text} not null,
       created_at ${integer} not null,
       due_at ${integer} not null,
       file_id ${text},
       remote_id ${text},
       total ${integer} not null,
       done ${integer} not null,
       failed ${integer} not null
     )`,
    `create index delegations_open on delegations (batch, number) where state <> 'settled'`,
    `create table delegated_questions (
       delegation ${text} not null references delegations (id) on delete cascade,
       number ${integer} not null,
       answer_id ${text} not null,
       sealed_request ${text},
       primary key (delegation, number)
     )`,
  ]
  return {
    up: async (database) => {
      for (const statement of statements) await sql.raw(statement).execute(database)
    },
  }
}
