import { sql } from 'kysely'
import type { ExtractedText } from '../../../ports/document-registry.ts'
import type { WriteTransaction } from '../database/database.ts'

/** How many versions of a document keep their extracted text, so that recent answers can show their evidence. */
const keptTexts = 3

/** Keeps the text of a version, and forgets the oldest ones. */
export async function keepText(
  transaction: WriteTransaction,
  document: number,
  version: string,
  { text, pages }: ExtractedText,
): Promise<void> {
  const kept = { generation: (await newestGeneration(transaction, document)) + 1, text, pages: JSON.stringify(pages) }
  await transaction
    .insertInto('extracted_texts')
    .values({ document, version, ...kept })
    .onConflict((conflict) => conflict.columns(['document', 'version']).doUpdateSet(kept))
    .execute()
  await forgetOldest(transaction, [document])
}

/** Hands the texts of a row that is about to go to another row of the same document, as older ones. */
export async function moveTexts(transaction: WriteTransaction, from: number, to: number): Promise<void> {
  const known = transaction.selectFrom('extracted_texts').select('version').where('document', '=', to)
  const { oldest } = await transaction
    .selectFrom('extracted_texts')
    .select((row) => row.fn.min('generation').as('oldest'))
    .where('document', '=', to)
    .executeTakeFirstOrThrow()
  const newest = await newestGeneration(transaction, from)
  const shift = (oldest ?? 1) - 1 - newest
  await transaction
    .updateTable('extracted_texts')
    .set((row) => ({ document: to, generation: row('generation', '+', shift) }))
    .where('document', '=', from)
    .where('version', 'not in', known)
    .execute()
  await forgetOldest(transaction, [to])
}

async function newestGeneration(transaction: WriteTransaction, document: number): Promise<number> {
  const { newest } = await transaction
    .selectFrom('extracted_texts')
    .select((row) => row.fn.max('generation').as('newest'))
    .where('document', '=', document)
    .executeTakeFirstOrThrow()
  return newest ?? 0
}

/** Leaves the newest texts of each of the documents. */
export async function forgetOldest(transaction: WriteTransaction, documents: readonly number[]): Promise<void> {
  await sql`delete from extracted_texts
    where document in (${sql.join(documents)})
      and generation <= (
        select generation from extracted_texts as newer
        where newer.document = extracted_texts.document
        order by generation desc limit 1 offset ${sql.lit(keptTexts)}
      )`.execute(transaction)
}
