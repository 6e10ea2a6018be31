import { sql } from 'kysely'
import type { KeywordIndex, KeywordMismatch } from '../../ports/keyword-index.ts'
import type { LorekeepDatabase } from './database.ts'
import { keywordEntries } from './keyword-entries.ts'

/** Comparing the keyword index with the chunks, and writing it anew; the same for both engines. */
export function keywordUpkeep(database: LorekeepDatabase): Pick<KeywordIndex, 'mismatches' | 'rebuild'> {
  const entries = keywordEntries[database.engine]
  return {
    mismatches: async () => {
      const { rows: counts } = await sql<{ chunk: number; terms: number }>`${entries.countsByChunk}`.execute(
        database.read,
      )
      const found = new Map(counts.map(({ chunk, terms }) => [chunk, terms]))
      const mismatches = new Map<string, KeywordMismatch>()
      for (let after = 0, page = await chunksAfter(0); page.length > 0; page = await chunksAfter(after)) {
        for (const { number, terms, documentId, source, path } of page) {
          after = number
          const indexed = found.get(number) ?? 0
          found.delete(number)
          if (indexed === terms) continue
          const before = mismatches.get(documentId) ?? { documentId, source, path, expected: 0, found: 0 }
          mismatches.set(documentId, {
            ...before,
            expected: before.expected + terms,
            found: before.found + indexed,
          })
        }
      }
      const stray = [...found.values()].reduce((sum, terms) => sum + terms, 0)
      return [...mismatches.values(), ...(stray === 0 ? [] : [{ expected: 0, found: stray }])]
    },

    rebuild: () =>
      database.write('documents', async (transaction) => {
        await entries.clear(transaction)
        await entries.addAll(transaction)
      }),
  }

  function chunksAfter(after: number) {
    return database.read
      .selectFrom('chunks')
      .innerJoin('documents', 'documents.number', 'chunks.document')
      .select(['chunks.number', 'chunks.terms', 'documents.id as documentId', 'source', 'path'])
      .where('chunks.number', '>', after)
      .orderBy('chunks.number')
      .limit(5000)
      .execute()
  }
}
