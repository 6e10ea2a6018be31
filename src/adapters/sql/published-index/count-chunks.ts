import type { ReadDatabase } from '../database/database.ts'

/** How many chunks the published documents have. */
export async function countChunks(database: ReadDatabase): Promise<number> {
  const { chunks } = await database
    .selectFrom('published_documents')
    .select((row) => row.cast<number>(row.fn.coalesce(row.fn.sum('chunks'), row.lit(0)), 'bigint').as('chunks'))
    .executeTakeFirstOrThrow()
  return chunks
}
