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

/** Every ingest is a run that can be watched, and looked up afterwards file by file. */
export function addIngestRuns(engine: Engine): Migration {
  const { text, integer, serial } = dialects[engine]
  const statements = [
    `create table ingest_runs (
       number ${serial},
       id ${text} not null unique,
       source ${text} not null,
       actor ${text} not null,
       set_off_by ${text} not null,
       status ${text} not null,
       started_at ${integer} not null,
       finished_at ${integer},
       heard_of_at ${integer} not null,
       progress ${text} not null,
       report ${text},
       error ${text},
       cancel_requested ${integer} not null default 0
     )`,
    `create index ingest_runs_of_source on ingest_runs (source, number)`,
    `create table ingest_run_files (
       number ${serial},
       run ${text} not null references ingest_runs (id) on delete cascade,
       path ${text} not null,
       outcome ${text} not null,
       result ${text} not null,
       unique (run, path)
     )`,
  ]
  return {
    up: async (database) => {
      for (const statement of statements) await sql.raw(statement).execute(database)
    },
  }
}
