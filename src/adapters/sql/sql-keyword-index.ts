import type { KeywordIndex } from '../../ports/keyword-index.ts'
import type { Engine, LorekeepDatabase } from './database.ts'
import { keywordUpkeep } from './keyword-upkeep.ts'
import { createPostgresKeywordIndex } from './postgres-keyword-index.ts'
import { createSqliteKeywordIndex } from './sqlite-keyword-index.ts'

type KeywordSearch = Pick<KeywordIndex, 'search' | 'statistics'>

const keywordIndexes = {
  sqlite: createSqliteKeywordIndex,
  postgres: createPostgresKeywordIndex,
} as const satisfies Record<Engine, (database: LorekeepDatabase) => KeywordSearch>

/** The keyword index of an engine: full-text tables in SQLite, postings in PostgreSQL, one formula in both. */
export function createSqlKeywordIndex(database: LorekeepDatabase): KeywordIndex {
  return { ...keywordIndexes[database.engine](database), ...keywordUpkeep(database) }
}
