import { type RawBuilder, sql } from 'kysely'
import type { ReadableLabels } from '../../../domain/access/access-label.ts'
import type { SearchFilters } from '../../../domain/documents/passage.ts'
import { sortWords, type WantedWord, type Wording } from '../../../domain/text/wanted-words.ts'
import type { KeywordHit, KeywordIndex } from '../../../ports/keyword-index.ts'
import type { LorekeepDatabase } from '../database/database.ts'
import { countChunks } from '../published-index/count-chunks.ts'
import { isReadable, passes } from '../published-index/readable-documents.ts'

/**
 * How many times as many matches as asked for are looked at before all of them are: the best are enough where the
 * caller may read most of what there is.
 */
const reserve = 3

/**
 * Keyword search by FTS5, whose `bm25()` has k1 1.2 and b 0.75 built in and is lower for better
 * matches (https://www.sqlite.org/fts5.html, section 5.1.1). A term that more than half of the chunks
 * hold weighs next to nothing.
 */
export function createSqliteKeywordIndex(database: LorekeepDatabase): Pick<KeywordIndex, 'search' | 'statistics'> {
  return {
    search: async (words, limit, labels, filters) => {
      const matches = matchesOf(words)
      if (matches === undefined) return []
      // Looking up the documents of every match takes three times as long as finding the best of them.
      const best = sql`select chunk, score from (${matches}) order by score desc, chunk limit ${limit * reserve}`
      const found = await readableAmong(database, best, limit, labels, filters)
      return found.length < limit ? readableAmong(database, matches, limit, labels, filters) : found
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

/** Those of the matches that may be read and pass the filters, best first. The cross joins make the matches the outer loop. */
async function readableAmong(
  database: LorekeepDatabase,
  matches: RawBuilder<unknown>,
  limit: number,
  labels: ReadableLabels,
  filters: SearchFilters,
): Promise<readonly KeywordHit[]> {
  const { rows } = await sql<KeywordHit>`
    select chunks.id as "chunkId", matches.score
    from (${matches}) as matches
      cross join chunks on chunks.number = matches.chunk
      cross join published_documents on published_documents.number = chunks.document
    where ${isReadable(labels)} and ${passes(filters)}
    order by matches.score desc, chunks.number
    limit ${limit}`.execute(database.read)
  return rows
}

/**
 * The chunks that hold any of the words, with their scores. Where only the best of several ways to write a word counts,
 * each way is a query of its own, and the scores are put together.
 */
function matchesOf(words: readonly WantedWord[]): RawBuilder<unknown> | undefined {
  const { terms, inSeveralWays } = sortWords(words)
  if (inSeveralWays.length === 0) return terms.length === 0 ? undefined : scoresOf({ terms, weight: 1 }, 0)
  const wordings = [[{ terms, weight: 1 }], ...inSeveralWays].flatMap((ways, word) =>
    ways.filter((way) => way.terms.length > 0).map((way) => scoresOf(way, word)),
  )
  if (wordings.length === 0) return undefined
  return sql`select chunk, sum(score) as score from (
      select chunk, word, max(score) as score from (${sql.join(wordings, sql` union all `)}) group by chunk, word
    ) group by chunk`
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
