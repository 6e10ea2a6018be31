import type { KeywordIndex, KeywordMismatch } from '../../../ports/keyword-index.ts'
import type { LorekeepDatabase, WriteTransaction } from '../database/database.ts'
import { keywordEntries } from './keyword-entries.ts'

/** Few enough that nobody waits long for a statement about them. */
const chunksAtOnce = 1000

/** Comparing the keyword index with the chunks, and writing it anew; the same for both engines. */
export function keywordUpkeep(database: LorekeepDatabase): Pick<KeywordIndex, 'mismatches' | 'rebuild'> {
  const entries = keywordEntries[database.engine]
  return {
    mismatches: async () => {
      const found = new Map<number, number>()
      for await (const counts of entries.counts(database.read)) {
        for (const { chunk, terms } of counts) found.set(chunk, (found.get(chunk) ?? 0) + terms)
      }
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
        for (let after = 0; ;) {
          const last = await endOfRange(transaction, after)
          if (last === undefined) return
          await entries.addRange(transaction, after, last)
          after = last
        }
      }),
  }

  function chunksAfter(after: number) {
    return database.read
      .selectFrom('chunks')
      .innerJoin('documents', 'documents.number', 'chunks.document')
      .select(['chunks.number', 'chunks.terms', 'documents.id as documentId', 'source', 'path'])
      .where('chunks.number', '>', after)
      .orderBy('chunks.number')
      .limit(chunksAtOnce)
      .execute()
  }
}

/** The number of the last of the next chunks, if there are any. */
async function endOfRange(transaction: WriteTransaction, after: number): Promise<number | undefined> {
  const chunks = await transaction
    .selectFrom('chunk_texts')
    .select('chunk')
    .where('chunk', '>', after)
    .orderBy('chunk')
    .limit(chunksAtOnce)
    .execute()
  return chunks.at(-1)?.chunk
}
