import { type RawBuilder, sql } from 'kysely'
import type { ReadableLabels } from '../../domain/access-label.ts'
import type { SearchFilters } from '../../domain/passage.ts'
import { sortWords, type WantedWord, type Wording } from '../../domain/wanted-words.ts'
import type { KeywordHit, KeywordIndex } from '../../ports/keyword-index.ts'
import type { LorekeepDatabase } from './database.ts'
import { countChunks } from './count-chunks.ts'
import { isReadable, passes } from './readable-documents.ts'

/**
 * Keyword search by FTS5, whose `bm25()` has k1 1.2 and b 0.75 built in and is lower for better
 * matches (https://www.sqlite.org/fts5.html, section 5.1.1). A term that more than half of the chunks
 * hold weighs next to nothing. The cross joins make FTS5 the outer loop and each candidate is
 * filtered before it is scored, which is faster than sorting by FTS5's own `rank`.
 */
export function createSqliteKeywordIndex(database: LorekeepDatabase): Pick<KeywordIndex, 'search' | 'statistics'> {
  return {
    search: async (words, limit, labels, filters) => {
      const { terms, inSeveralWays } = sortWords(words)
      if (inSeveralWays.length > 0) return searchInSeveralWays(database, words, limit, labels, filters)
      if (terms.length === 0) return []
      const { rows } = await sql<{ chunkId: string; score: number }>`
        select chunks.id as "chunkId", -bm25(keyword_entries) as score
        from keyword_entries
          cross join chunks on chunks.number = keyword_entries.rowid
          cross join published_documents on published_documents.number = chunks.document
        where keyword_entries match ${anyOf(terms)}
          and ${isReadable(labels)} and ${passes(filters)}
        order by score desc, chunks.number
        limit ${limit}`.execute(database.read)
      return rows
    },

    statistics: async (terms) => {
      const frequency = new Map<string, number>()
      const chunks = await countChunks(database.read)
      if (terms.length === 0) return { chunks, frequency }
      const { rows } = await sql<{ term: string; doc: number }>`
        select term, doc from keyword_terms where term in (${sql.join(terms.map(folded))})`.execute(database.read)
      const known = new Map(rows.map(({ term, doc }) => [term, doc]))
      for (const term of terms) {
        const count = known.get(folded(term))
        if (count !== undefined) frequency.set(term, count)
      }
      return { chunks, frequency }
    },
  }
}

/**
 * Where only the best of several ways to write a word counts, each way is a query of its own, and the scores are put
 * together before anything is filtered.
 */
async function searchInSeveralWays(
  database: LorekeepDatabase,
  words: readonly WantedWord[],
  limit: number,
  labels: ReadableLabels,
  filters: SearchFilters,
): Promise<readonly KeywordHit[]> {
  const { terms, inSeveralWays } = sortWords(words)
  const queries = [[{ terms, weight: 1 }], ...inSeveralWays].flatMap((ways, word) =>
    ways.filter((way) => way.terms.length > 0).map((way) => scoresOf(way, word)),
  )
  if (queries.length === 0) return []
  const { rows } = await sql<KeywordHit>`
    with wordings as (${sql.join(queries, sql` union all `)}),
      words as (select chunk, max(score) as score from wordings group by chunk, word),
      sums as (select chunk, sum(score) as score from words group by chunk)
    select chunks.id as "chunkId", sums.score
    from sums
      cross join chunks on chunks.number = sums.chunk
      cross join published_documents on published_documents.number = chunks.document
    where ${isReadable(labels)} and ${passes(filters)}
    order by sums.score desc, chunks.number
    limit ${limit}`.execute(database.read)
  return rows
}

function scoresOf({ terms, weight }: Wording, word: number): RawBuilder<unknown> {
  return sql`select rowid as chunk, ${word} as word, ${-weight} * bm25(keyword_entries) as score
    from keyword_entries where keyword_entries match ${anyOf(terms)}`
}

function anyOf(terms: readonly string[]): string {
  return terms.map(quoted).join(' OR ')
}

/** A term as an FTS5 string, in which nothing is an operator. */
function quoted(term: string): string {
  return `"${term.replaceAll('"', '""')}"`
}

/** The `ascii` tokenizer keeps terms in lower case, for ASCII letters only. */
function folded(term: string): string {
  return term.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
