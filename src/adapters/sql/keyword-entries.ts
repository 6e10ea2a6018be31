import { type RawBuilder, sql } from 'kysely'
import type { Engine, WriteTransaction } from './database.ts'

/** How an engine's full-text index is kept in step with the terms that `chunk_texts` holds. */
export interface KeywordEntries {
  /** Indexes the chunks of a document. */
  add(transaction: WriteTransaction, document: number): Promise<void>
  /** Takes the chunks of documents out of the index, while their rows are still there. */
  remove(transaction: WriteTransaction, documents: readonly number[]): Promise<void>
  clear(transaction: WriteTransaction): Promise<void>
  /** Indexes every chunk; the index must be empty. */
  addAll(transaction: WriteTransaction): Promise<void>
  /** A query that gives each indexed chunk's number as `chunk` and the count of its words as `terms`. */
  readonly countsByChunk: RawBuilder<unknown>
}

export const keywordEntries: Readonly<Record<Engine, KeywordEntries>> = {
  sqlite: {
    add: async (transaction, document) => {
      await sql`insert into keyword_entries (rowid, terms)
        select chunk_texts.chunk, chunk_texts.terms
        from chunks join chunk_texts on chunk_texts.chunk = chunks.number
        where chunks.document = ${document}`.execute(transaction)
    },
    remove: async (transaction, documents) => {
      await sql`insert into keyword_entries (keyword_entries, rowid, terms)
        select 'delete', chunk_texts.chunk, chunk_texts.terms
        from chunks join chunk_texts on chunk_texts.chunk = chunks.number
        where chunks.document in (${sql.join(documents)})`.execute(transaction)
    },
    clear: async (transaction) => {
      await sql`insert into keyword_entries (keyword_entries) values ('delete-all')`.execute(transaction)
    },
    addAll: async (transaction) => {
      await sql`insert into keyword_entries (rowid, terms) select chunk, terms from chunk_texts`.execute(transaction)
    },
    countsByChunk: sql`select doc as chunk, count(*) as terms from keyword_instances group by doc`,
  },
  postgres: {
    add: async (transaction, document) => {
      await sql`insert into keyword_postings (term, chunk, frequency)
        select term, chunk_texts.chunk, count(*)
        from chunks join chunk_texts on chunk_texts.chunk = chunks.number,
          lateral unnest(string_to_array(chunk_texts.terms, ' ')) as term
        where chunks.document = ${document} and term <> ''
        group by term, chunk_texts.chunk`.execute(transaction)
    },
    remove: async (transaction, documents) => {
      await sql`delete from keyword_postings using chunks
        where chunks.number = keyword_postings.chunk
          and chunks.document in (${sql.join(documents)})`.execute(transaction)
    },
    clear: async (transaction) => {
      await sql`delete from keyword_postings`.execute(transaction)
    },
    addAll: async (transaction) => {
      await sql`insert into keyword_postings (term, chunk, frequency)
        select term, chunk, count(*)
        from chunk_texts, lateral unnest(string_to_array(terms, ' ')) as term
        where term <> '' group by term, chunk`.execute(transaction)
    },
    countsByChunk: sql`select chunk, sum(frequency)::bigint as terms from keyword_postings group by chunk`,
  },
}
