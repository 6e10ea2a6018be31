import { sql } from 'kysely'
import type { Engine, ReadDatabase, WriteTransaction } from '../database/database.ts'

/** How an engine's full-text index is kept in step with the terms that `chunk_texts` holds. */
export interface KeywordEntries {
  /** Indexes the chunks of a document. */
  add(transaction: WriteTransaction, document: number): Promise<void>
  /** Takes the chunks of documents out of the index, while their rows are still there. */
  remove(transaction: WriteTransaction, documents: readonly number[]): Promise<void>
  clear(transaction: WriteTransaction): Promise<void>
  /** Indexes the chunks whose number is above `after`, up to `last`; none of them may be indexed yet. */
  addRange(transaction: WriteTransaction, after: number, last: number): Promise<void>
  /** How many words are indexed for chunks, some at a time; a chunk may come more than once, to be added up. */
  counts(database: ReadDatabase): AsyncIterable<readonly IndexedWords[]>
}

export interface IndexedWords {
  readonly chunk: number
  readonly terms: number
}

/** About how many index entries are counted in one statement. */
const entriesPerCount = 5000
const termsPerPage = 1000
const chunksPerCount = 2000

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
    addRange: async (transaction, after, last) => {
      await sql`insert into keyword_entries (rowid, terms)
        select chunk, terms from chunk_texts where chunk > ${after} and chunk <= ${last}`.execute(transaction)
    },
    counts: countByTerms,
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
    addRange: async (transaction, after, last) => {
      await sql`insert into keyword_postings (term, chunk, frequency)
        select term, chunk, count(*)
        from chunk_texts, lateral unnest(string_to_array(terms, ' ')) as term
        where chunk > ${after} and chunk <= ${last} and term <> '' group by term, chunk`.execute(transaction)
    },
    counts: countByChunks,
  },
}

/**
 * FTS5 finds entries by term only, so the terms are gone through, as many at a time as have so many entries
 * together. They come in order by themselves (a merge of sorted segments); asked for in order, all that follow
 * would be sorted for each page.
 */
async function* countByTerms(database: ReadDatabase): AsyncGenerator<readonly IndexedWords[], void> {
  let after = ''
  let pending: string | undefined
  let entries = 0
  for (let last = ''; ;) {
    const { rows: terms } = await sql<{ term: string; cnt: number }>`
      select term, cnt from keyword_terms where term > ${last} limit ${termsPerPage}`.execute(database)
    for (const { term, cnt } of terms) {
      last = term
      if (pending !== undefined && entries + cnt > entriesPerCount) {
        yield await countBetween(database, after, pending)
        after = pending
        entries = 0
      }
      pending = term
      entries += cnt
    }
    if (terms.length < termsPerPage) break
  }
  if (pending !== undefined) yield await countBetween(database, after, pending)
}

async function countBetween(database: ReadDatabase, after: string, last: string): Promise<readonly IndexedWords[]> {
  const { rows } = await sql<IndexedWords>`
    select doc as chunk, count(*) as terms from keyword_instances
    where term > ${after} and term <= ${last} group by doc`.execute(database)
  return rows
}

async function* countByChunks(database: ReadDatabase): AsyncGenerator<readonly IndexedWords[], void> {
  for (let after = 0; ;) {
    const { rows } = await sql<IndexedWords>`
      select chunk, sum(frequency)::bigint as terms from keyword_postings
      where chunk > ${after} group by chunk order by chunk limit ${chunksPerCount}`.execute(database)
    yield rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < chunksPerCount) return
    after = last.chunk
  }
}
