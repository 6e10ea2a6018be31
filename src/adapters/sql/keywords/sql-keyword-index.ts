import type { KeywordIndex } from '../../../ports/keyword-index.ts'
import type { Engine, LorekeepDatabase } from '../database/database.ts'
import { createIndexMemory, type IndexMemory } from '../published-index/index-memory.ts'
import { keywordUpkeep } from './keyword-upkeep.ts'
import { createPostgresKeywordIndex } from './postgres-keyword-index.ts'
import { createSqliteKeywordIndex } from './sqlite-keyword-index.ts'

type KeywordSearch = Pick<KeywordIndex, 'search' | 'statistics'>

const keywordIndexes = {
  sqlite: createSqliteKeywordIndex,
  postgres: createPostgresKeywordIndex,
} as const satisfies Record<Engine, (database: LorekeepDatabase) => KeywordSearch>

/** How many words' counts are kept. */
const mostWords = 50_000

/** The keyword index of an engine: full-text tables in SQLite, postings in PostgreSQL, one formula in both. */
export function createSqlKeywordIndex(
  database: LorekeepDatabase,
  memory: IndexMemory = createIndexMemory(database),
): KeywordIndex {
  const index = keywordIndexes[database.engine](database)
  return { ...index, statistics: rememberedStatistics(index, memory), ...keywordUpkeep(database) }
}

/** Questions use the same words over and over; each word is looked up once for as long as the index stays as it is. */
function rememberedStatistics({ statistics }: KeywordSearch, memory: IndexMemory): KeywordSearch['statistics'] {
  return async (terms) => {
    const { chunks, counts } = await memory.recall('words', async () => ({
      chunks: (await statistics([])).chunks,
      counts: new Map<string, number>(),
    }))
    if (counts.size > mostWords) counts.clear()
    // Taken before anything is waited for: meanwhile others may make room.
    const known = new Map(terms.map((term) => [term, counts.get(term)]))
    const unknown = terms.filter((term) => known.get(term) === undefined)
    if (unknown.length > 0) {
      const { frequency } = await statistics(unknown)
      for (const term of unknown) {
        known.set(term, frequency.get(term) ?? 0)
        counts.set(term, frequency.get(term) ?? 0)
      }
    }
    return { chunks, frequency: new Map([...known].flatMap(([term, count]) => (count ? [[term, count]] : []))) }
  }
}
