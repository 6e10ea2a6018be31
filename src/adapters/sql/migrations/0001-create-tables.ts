import { type Migration, sql } from 'kysely'
import type { Engine } from '../database/database.ts'

interface Dialect {
  /** The type of text; sorts by code point in both engines. */
  readonly text: string
  readonly integer: string
  readonly real: string
  /** A key that counts up and never gives a number twice. */
  readonly serial: string
  /** Statements that only this engine needs. */
  readonly own: readonly string[]
}

/** Tables that are only ever appended to. */
const appendOnly = ['ledger_entries', 'audit_records'] as const

/**
 * Terms come ready-made and joined by spaces, so every other ASCII character is part of a term, and
 * so is everything beyond ASCII. The table is contentless: forgetting an entry takes its terms again.
 * (`contentless_delete` would not: its row count, which BM25 weighs words by, never goes down.)
 */
const asciiMarks = `!"#$%&''()*+,-./:;<=>?@[\\]^_\`{|}~`.replaceAll('"', '""')

const dialects = {
  sqlite: {
    text: 'text',
    integer: 'integer',
    real: 'real',
    serial: 'integer primary key autoincrement',
    own: [
      `create virtual table keyword_entries using fts5 (
         terms, content = '', tokenize = "ascii tokenchars '${asciiMarks}'"
       )`,
      `create virtual table keyword_terms using fts5vocab (keyword_entries, 'row')`,
      ...appendOnly.flatMap((table) =>
        ['update', 'delete'].map(
          (change) => `create trigger ${table}_no_${change} before ${change} on ${table}
             begin select raise(abort, '${table} is only ever appended to'); end`,
        ),
      ),
    ],
  },
  postgres: {
    text: 'text collate "C"',
    integer: 'bigint',
    real: 'double precision',
    serial: 'bigint generated always as identity primary key',
    own: [
      `create table keyword_postings (
         term text collate "C" not null,
         chunk bigint not null references chunks (number) on delete cascade,
         frequency integer not null,
         primary key (term, chunk) include (frequency)
       )`,
      `create index keyword_postings_of_chunk on keyword_postings (chunk)`,
      `create function refuse_change() returns trigger language plpgsql as
         $$ begin raise exception '% is only ever appended to', tg_table_name; end $$`,
      ...appendOnly.map(
        (table) => `create trigger ${table}_append_only before update or delete or truncate on ${table}
           for each statement execute function refuse_change()`,
      ),
    ],
  },
} as const satisfies Record<Engine, Dialect>

export function createTables(engine: Engine): Migration {
  const dialect = dialects[engine]
  return {
    up: async (database) => {
      for (const statement of [...tables(dialect), ...dialect.own]) await sql.raw(statement).execute(database)
    },
  }
}

function tables({ text, integer, real, serial }: Dialect): readonly string[] {
  return [
    `create table sources (
       name ${text} not null primary key,
       root ${text} not null,
       access_label ${text} not null,
       classification ${text} not null,
       include_globs ${text} not null,
       exclude_globs ${text} not null
     )`,
    `create table documents (
       number ${serial},
       id ${text} not null unique,
       source ${text} not null,
       path ${text} not null,
       media_type ${text} not null,
       version ${text} not null unique,
       content_hash ${text} not null,
       bytes ${integer} not null,
       modified_at ${real} not null,
       labels_fingerprint ${text} not null,
       ingested_at ${integer} not null,
       pages ${integer},
       characters ${integer} not null,
       chunks ${integer} not null,
       terms ${integer} not null,
       title ${text} not null,
       access_label ${text} not null,
       classification ${text} not null,
       language ${text} not null,
       date ${text},
       owner ${text},
       labels_stale ${integer} not null default 0
     )`,
    `create index documents_in_order on documents (source, path)`,
    `create index documents_by_label on documents (access_label)`,
    `create table extracted_texts (
       document ${integer} not null references documents (number) on delete cascade,
       version ${text} not null,
       generation ${integer} not null,
       text ${text} not null,
       pages ${text} not null,
       primary key (document, version)
     )`,
    `create table chunks (
       number ${serial},
       id ${text} not null unique,
       document ${integer} not null references documents (number) on delete cascade,
       ordinal ${integer} not null,
       start_offset ${integer} not null,
       end_offset ${integer} not null,
       page ${integer},
       terms ${integer} not null
     )`,
    `create index chunks_of_document on chunks (document)`,
    `create table chunk_texts (
       chunk ${integer} not null primary key references chunks (number) on delete cascade,
       heading_path ${text} not null,
       text ${text} not null,
       terms ${text} not null
     )`,
    `create table vector_versions (
       version ${text} not null primary key
     )`,
    `create table failed_documents (
       source ${text} not null,
       path ${text} not null,
       code ${text} not null,
       reason ${text} not null,
       hint ${text},
       failed_at ${integer} not null,
       primary key (source, path)
     )`,
    `create table index_identity (
       singleton ${integer} not null primary key check (singleton = 1),
       id ${text} not null,
       dimension ${integer} not null
     )`,
    `create table answers (
       id ${text} not null primary key,
       conversation_id ${text} not null,
       principal_id ${text} not null,
       created_at ${integer} not null,
       answer ${text} not null,
       explanation ${text} not null,
       feedback_rating ${text},
       feedback_comment ${text},
       feedback_at ${integer}
     )`,
    `create table ledger_entries (
       id ${text} not null primary key,
       kind ${text} not null check (kind in ('call', 'question')),
       answer_id ${text} not null,
       at ${integer} not null,
       principal_id ${text} not null,
       team ${text},
       tier ${text} not null,
       provider ${text} not null,
       model ${text} not null,
       prompt_tokens ${integer} not null,
       cached_tokens ${integer} not null,
       completion_tokens ${integer} not null,
       reasoning_tokens ${integer} not null,
       estimated ${integer} not null,
       cost_micros ${integer} not null,
       currency ${text} not null,
       baseline_micros ${integer} not null,
       cache ${text} not null,
       outcome ${text} not null,
       unpriced ${integer} not null
     )`,
    `create index ledger_entries_by_time on ledger_entries (at)`,
    `create unique index ledger_questions on ledger_entries (answer_id) where kind = 'question'`,
    `create table spending (
       kind ${text} not null,
       id ${text} not null,
       day ${integer} not null,
       micros ${integer} not null,
       primary key (kind, id, day)
     )`,
    `create table audit_records (
       sequence ${integer} not null primary key,
       event ${text} not null,
       previous_hash ${text} not null,
       hash ${text} not null
     )`,
    `create table audit_head (
       singleton ${integer} not null primary key check (singleton = 1),
       sequence ${integer} not null,
       hash ${text} not null
     )`,
    `create table budgets (
       kind ${text} not null,
       id ${text} not null,
       period ${text} not null,
       limit_micros ${integer} not null,
       primary key (kind, id, period)
     )`,
    `create table reservations (
       id ${text} not null primary key,
       answer_id ${text} not null,
       micros ${integer} not null,
       at ${integer} not null,
       expires_at ${integer} not null
     )`,
    `create table reservation_subjects (
       reservation ${text} not null references reservations (id) on delete cascade,
       kind ${text} not null,
       id ${text} not null,
       primary key (kind, id, reservation)
     )`,
    `create index subjects_of_reservation on reservation_subjects (reservation)`,
    `create table conversations (
       id ${text} not null primary key,
       principal_id ${text} not null,
       created_at ${integer} not null,
       sealed_vault ${text} not null
     )`,
    `create table turns (
       conversation ${text} not null references conversations (id) on delete cascade,
       number ${integer} not null,
       answer_id ${text} not null,
       question ${text} not null,
       standalone_question ${text} not null,
       answer ${text} not null,
       at ${integer} not null,
       primary key (conversation, number)
     )`,
    `create table api_keys (
       id ${text} not null primary key,
       name ${text} not null,
       groups ${text} not null,
       team ${text},
       created_at ${integer} not null,
       last_used_at ${integer},
       secret_hash ${text} not null unique
     )`,
    `create table widget_sites (
       id ${text} not null primary key,
       origin ${text} not null unique,
       name ${text} not null,
       groups ${text} not null,
       created_at ${integer} not null
     )`,
    `create table sign_in_tokens (
       token_hash ${text} not null primary key,
       expires_at ${integer} not null
     )`,
  ]
}
