import { sql } from 'kysely'
import { sortWords, type WantedWord } from '../../../domain/text/wanted-words.ts'
import type { KeywordIndex } from '../../../ports/keyword-index.ts'
import { countChunks } from '../published-index/count-chunks.ts'
import type { LorekeepDatabase, ReadDatabase } from '../database/database.ts'
import { isReadable, passes } from '../published-index/readable-documents.ts'

const k1 = 1.2
const b = 0.75

/** What a term weighs when more than half of the chunks hold it, as FTS5 has it. */
const leastWeight = 1e-6

/**
 * Keyword search over a table of postings, scored with the formula of FTS5's `bm25()`, which is that
 * of Robertson and Zaragoza (2009) with weights kept above zero. PostgreSQL's own ranking functions
 * know nothing of how rare a word is. The postings are read first and term by term, by index
 * (`materialized`, `offset 0`): the planner knows too little of single terms to choose well.
 */
export function createPostgresKeywordIndex(database: LorekeepDatabase): Pick<KeywordIndex, 'search' | 'statistics'> {
  return {
    search: async (words, limit, labels, filters) => {
      const { chunks, termsInAll } = await totals(database.read)
      const wanted = wantedTerms(words)
      const frequency = await frequencies(
        database.read,
        wanted.map(({ term }) => term),
      )
      if (frequency.size === 0) return []
      const known = wanted.flatMap(({ weight, ...term }) => {
        const count = frequency.get(term.term)
        if (count === undefined) return []
        return [{ ...term, weight: weight * Math.max(Math.log((chunks - count + 0.5) / (count + 0.5)), leastWeight) }]
      })
      const averageTerms = termsInAll / chunks
      const { rows } = await sql<{ chunkId: string; score: number }>`
        with matches as materialized (
          select postings.chunk, postings.frequency, wanted.weight, wanted.word, wanted.way
          from unnest(
              ${known.map(({ term }) => term)}::text[], ${known.map(({ weight }) => weight)}::float8[],
              ${known.map(({ word }) => word)}::int[], ${known.map(({ way }) => way)}::int[]
            ) as wanted (term, weight, word, way)
            cross join lateral (select chunk, frequency from keyword_postings where term = wanted.term offset 0) postings
        ),
        ways as (
          select chunks.number, matches.word, sum(
              matches.weight * matches.frequency * ${k1 + 1}::float8
              / (matches.frequency + ${k1}::float8 * (${1 - b}::float8 + ${b}::float8 * chunks.terms / ${averageTerms}::float8))
            ) as score
          from matches
            join chunks on chunks.number = matches.chunk
            join published_documents on published_documents.number = chunks.document
          where ${isReadable(labels)} and ${passes(filters)}
          group by chunks.number, matches.word, matches.way
        ),
        words as (select number, max(score) as score from ways group by number, word),
        sums as (select number, sum(score) as score from words group by number)
        select chunks.id as "chunkId", sums.score
        from sums join chunks on chunks.number = sums.number
        order by sums.score desc, chunks.number
        limit ${limit}`.execute(database.read)
      return rows
    },

    statistics: async (terms) => ({
      chunks: await countChunks(database.read),
      frequency: await frequencies(database.read, terms),
    }),
  }
}

interface WantedTerm {
  readonly term: string
  readonly weight: number
  /** Which word it belongs to, and which way to write it; plain terms are the ways of no word, so that they add up. */
  readonly word: number
  readonly way: number
}

function wantedTerms(words: readonly WantedWord[]): readonly WantedTerm[] {
  const { terms, inSeveralWays } = sortWords(words)
  return [[{ terms, weight: 1 }], ...inSeveralWays].flatMap((ways, word) =>
    ways.flatMap(({ terms: ofWay, weight }, way) => [...new Set(ofWay)].map((term) => ({ term, weight, word, way }))),
  )
}

async function totals(database: ReadDatabase): Promise<{ readonly chunks: number; readonly termsInAll: number }> {
  const { rows } = await sql<{ chunks: number; termsInAll: number }>`
    select coalesce(sum(chunks), 0)::bigint as chunks, coalesce(sum(terms), 0)::bigint as "termsInAll"
    from published_documents`.execute(database)
  return rows[0] ?? { chunks: 0, termsInAll: 0 }
}

/** In how many chunks each term stands; absent ones are left out. */
async function frequencies(database: ReadDatabase, terms: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ term: string; chunks: number }>`
    select term, count(*) as chunks from keyword_postings
    where term = any(${[...new Set(terms)]}::text[]) group by term`.execute(database)
  return new Map(rows.map(({ term, chunks }) => [term, chunks]))
}
