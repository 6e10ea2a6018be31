import type { WriteTransaction } from '../database/database.ts'
import { moveTexts } from './extracted-texts.ts'
import { inBatches } from '../database/in-batches.ts'
import type { KeywordEntries } from '../keywords/keyword-entries.ts'

/** Takes the chunks of document rows out, with their keyword entries. */
export async function removeChunks(
  transaction: WriteTransaction,
  keywords: KeywordEntries,
  documents: readonly number[],
): Promise<void> {
  if (documents.length === 0) return
  await keywords.remove(transaction, documents)
  await transaction.deleteFrom('chunks').where('document', 'in', documents).execute()
}

/** Remembers versions whose vectors are to be deleted unless they are published. */
export async function noteVersions(transaction: WriteTransaction, versions: readonly string[]): Promise<void> {
  for (const batch of inBatches(versions)) {
    await transaction
      .insertInto('vector_versions')
      .values(batch.map((version) => ({ version })))
      .onConflict((conflict) => conflict.column('version').doNothing())
      .execute()
  }
}

/**
 * Deletes document rows with all that belongs to them; their vectors are retired. Texts go to another
 * row of the same document, where there is one that `heirs` names, so that old answers keep their evidence.
 */
export async function removeVersions(
  transaction: WriteTransaction,
  keywords: KeywordEntries,
  rows: readonly { readonly number: number; readonly id: string; readonly version: string }[],
  heirs: ReadonlyMap<string, number> = new Map(),
): Promise<void> {
  for (const batch of inBatches(rows)) {
    const numbers = batch.map(({ number }) => number)
    await removeChunks(transaction, keywords, numbers)
    await noteVersions(
      transaction,
      batch.map(({ version }) => version),
    )
    for (const { number, id } of batch) {
      const heir = heirs.get(id)
      if (heir !== undefined && heir !== number) await moveTexts(transaction, number, heir)
    }
    await transaction.deleteFrom('documents').where('number', 'in', numbers).execute()
  }
}
