import { type Kysely, type Migration, sql } from 'kysely'
import type { Engine } from '../database/database.ts'

/**
 * A document may have several versions at a time, of which readers see the published one. SQLite
 * cannot take a constraint off a table, so the four tables are written anew.
 */
export function addDocumentStates(engine: Engine): Migration {
  return {
    up: async (database) => {
      const statements =
        engine === 'sqlite' ? [...rebuild, ...additions('text'), instances] : [...alter, ...additions(cText)]
      for (const statement of statements) await run(database, statement)
    },
  }
}

const cText = 'text collate "C"'

/** Each word of each entry, for comparing the index with the chunks. */
const instances = `create virtual table keyword_instances using fts5vocab (keyword_entries, 'instance')`

const oldColumns = `number, id, source, path, media_type, version, content_hash, bytes, modified_at, labels_fingerprint,
  ingested_at, pages, characters, chunks, terms, title, access_label, classification, language, date, owner, labels_stale`

/** Children leave before their parent, lest dropping it takes their rows along. */
const rebuild: readonly string[] = [
  ...['chunk_texts', 'chunks', 'extracted_texts', 'documents'].map(
    (table) => `alter table ${table} rename to old_${table}`,
  ),
  `drop index documents_in_order`,
  `drop index documents_by_label`,
  `drop index chunks_of_document`,
  `create table documents (
     number integer primary key autoincrement,
     id text not null,
     source text not null,
     path text not null,
     media_type text not null,
     version text not null,
     recipe text not null default '',
     content_hash text not null,
     bytes integer not null,
     modified_at real not null,
     labels_fingerprint text not null,
     ingested_at integer not null,
     pages integer,
     characters integer not null,
     chunks integer not null,
     terms integer not null,
     title text not null,
     access_label text not null,
     classification text not null,
     language text not null,
     date text,
     owner text,
     kinds text not null default '{}',
     sketch text,
     superseded_by text,
     similar_to text,
     labels_stale integer not null default 0,
     state text not null default 'published',
     in_publication integer not null default 0,
     is_related integer not null default 0
   )`,
  `insert into documents (${oldColumns}) select ${oldColumns} from old_documents`,
  `create table extracted_texts (
     document integer not null references documents (number) on delete cascade,
     version text not null,
     generation integer not null,
     text text not null,
     pages text not null,
     primary key (document, version)
   )`,
  `insert into extracted_texts select * from old_extracted_texts`,
  `create table chunks (
     number integer primary key autoincrement,
     id text not null unique,
     document integer not null references documents (number) on delete cascade,
     ordinal integer not null,
     start_offset integer not null,
     end_offset integer not null,
     page integer,
     terms integer not null,
     embedding_hash text not null default ''
   )`,
  `insert into chunks (number, id, document, ordinal, start_offset, end_offset, page, terms)
     select number, id, document, ordinal, start_offset, end_offset, page, terms from old_chunks`,
  `create table chunk_texts (
     chunk integer not null primary key references chunks (number) on delete cascade,
     heading_path text not null,
     text text not null,
     terms text not null
   )`,
  `insert into chunk_texts select * from old_chunk_texts`,
  ...['chunk_texts', 'chunks', 'extracted_texts', 'documents'].map((table) => `drop table old_${table}`),
  `create index chunks_of_document on chunks (document)`,
  `create index documents_in_order on documents (source, path)`,
  `create index documents_by_label on documents (access_label)`,
]

const alter: readonly string[] = [
  `alter table documents drop constraint documents_id_key`,
  `alter table documents drop constraint documents_version_key`,
  `alter table documents
     add column recipe ${cText} not null default '',
     add column kinds ${cText} not null default '{}',
     add column sketch ${cText},
     add column superseded_by ${cText},
     add column similar_to ${cText},
     add column state ${cText} not null default 'published',
     add column in_publication bigint not null default 0,
     add column is_related bigint not null default 0`,
  `alter table chunks add column embedding_hash ${cText} not null default ''`,
]

function additions(text: string): readonly string[] {
  const integer = text === 'text' ? 'integer' : 'bigint'
  const real = text === 'text' ? 'real' : 'double precision'
  const stamp = `bytes ${integer} not null, modified_at ${real} not null, labels_fingerprint ${text} not null`
  return [
    `create unique index documents_by_id on documents (id, state)`,
    `create unique index documents_by_version on documents (version)`,
    `create index documents_by_content on documents (source, content_hash)`,
    `create index documents_to_relate on documents (source) where is_related = 0`,
    `create index documents_by_state on documents (source, state) where state <> 'published'`,
    `create index chunks_by_embedding on chunks (embedding_hash)`,
    // What every reader goes through.
    `create view published_documents as select * from documents where state = 'published'`,
    `create table sketch_bands (
       document ${integer} not null references documents (number) on delete cascade,
       band ${text} not null,
       primary key (band, document)
     )`,
    `create index bands_of_document on sketch_bands (document)`,
    `create table duplicate_files (
       source ${text} not null,
       path ${text} not null,
       content_hash ${text} not null,
       document_id ${text} not null,
       ${stamp},
       primary key (source, path)
     )`,
    `create index duplicates_of_document on duplicate_files (document_id)`,
    `create table container_files (
       source ${text} not null,
       path ${text} not null,
       recipe ${text} not null,
       ${stamp},
       primary key (source, path)
     )`,
    `alter table failed_documents add column stamp ${text}`,
    `alter table index_identity add column collection ${text} not null default ''`,
    `create table index_build (
       singleton ${integer} not null primary key check (singleton = 1),
       id ${text} not null,
       dimension ${integer} not null,
       collection ${text} not null
     )`,
    `create table retired_collections (
       collection ${text} not null primary key,
       retired_at ${integer} not null
     )`,
  ]
}

async function run(database: Kysely<unknown>, statement: string): Promise<void> {
  await sql.raw(statement).execute(database)
}
