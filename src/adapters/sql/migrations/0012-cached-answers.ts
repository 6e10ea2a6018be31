import { type Migration, sql } from 'kysely'
import type { Engine } from '../database/database.ts'

interface Dialect {
  readonly text: string
  readonly integer: string
  readonly bytes: string
  readonly serial: string
  readonly forgetting: readonly string[]
}

const forget = `delete from cached_answers where key in (select key from cached_answer_documents where document = old.id)`

const dialects = {
  sqlite: {
    text: 'text',
    integer: 'integer',
    bytes: 'blob',
    // A number is never given twice: readers ask for what is new by it.
    serial: 'integer primary key autoincrement',
    forgetting: [
      `create trigger forget_answers_of_changed after update of version, state on documents
         when old.state = 'published' and (old.version <> new.version or old.state <> new.state)
         begin ${forget}; end`,
      `create trigger forget_answers_of_removed after delete on documents when old.state = 'published' begin ${forget}; end`,
    ],
  },
  postgres: {
    text: 'text collate "C"',
    integer: 'bigint',
    bytes: 'bytea',
    serial: 'bigint generated always as identity primary key',
    forgetting: [
      `create function forget_answers() returns trigger language plpgsql as $$ begin ${forget}; return null; end $$`,
      `create trigger forget_answers_of_changed after update of version, state on documents for each row
         when (old.state = 'published' and (old.version <> new.version or old.state <> new.state))
         execute function forget_answers()`,
      `create trigger forget_answers_of_removed after delete on documents for each row
         when (old.state = 'published') execute function forget_answers()`,
    ],
  },
} as const satisfies Record<Engine, Dialect>

/**
 * Remembered answers, with the documents that they rest on. They go in the transaction that publishes another version of
 * one of these or takes it away, whichever way that comes about.
 */
export function addCachedAnswers(engine: Engine): Migration {
  const { text, integer, bytes, serial, forgetting } = dialects[engine]
  const statements = [
    `create table cached_answers (
       number ${serial},
       key ${text} not null unique,
       partition_hash ${text} not null,
       vector ${bytes},
       answer ${text} not null,
       at ${integer} not null,
       used_at ${integer} not null,
       bytes ${integer} not null
     )`,
    `create index cached_answers_used on cached_answers (used_at, number)`,
    `create index cached_answers_at on cached_answers (at)`,
    `create table cached_answer_documents (
       key ${text} not null references cached_answers (key) on delete cascade,
       document ${text} not null,
       version ${text} not null,
       primary key (document, key)
     )`,
    `create index documents_of_cached_answer on cached_answer_documents (key)`,
    ...forgetting,
  ]
  return {
    up: async (database) => {
      for (const statement of statements) await sql.raw(statement).execute(database)
    },
  }
}
