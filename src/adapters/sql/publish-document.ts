import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Insertable } from 'kysely'
import type { RegisteredDocument } from '../../domain/document.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { ChunkEntry, ExtractedText } from '../../ports/document-registry.ts'
import type { WriteTransaction } from './database.ts'
import { rowOf } from './document-row.ts'
import { inBatches } from './in-batches.ts'
import type { KeywordEntries } from './keyword-entries.ts'
import type { ChunkRow, ChunkTextRow } from './tables.ts'

/** How many versions of a document keep their extracted text, so that recent answers can show their evidence. */
const keptTexts = 3

/** Writes a version with its chunks, keyword entries and text in place of the one before, which is retired. */
export async function publishDocument(
  transaction: WriteTransaction,
  keywords: KeywordEntries,
  document: RegisteredDocument,
  extracted: ExtractedText,
  entries: readonly ChunkEntry[],
): Promise<void> {
  await refuseSharedVersion(transaction, document)
  const before = await transaction
    .selectFrom('documents')
    .select(['number', 'version'])
    .where('id', '=', document.id)
    .executeTakeFirst()
  if (before !== undefined) {
    await removeChunks(transaction, keywords, [before.number])
    if (before.version !== document.version) await noteVersions(transaction, [before.version])
  }
  const number = await writeDocument(transaction, document, entries, before?.number)
  await writeChunks(transaction, number, entries)
  await keywords.add(transaction, number)
  await keepText(transaction, number, document.version, extracted)
  await transaction.deleteFrom('vector_versions').where('version', '=', document.version).execute()
}

/** Takes the chunks of documents out, with their keyword entries. */
export async function removeChunks(
  transaction: WriteTransaction,
  keywords: KeywordEntries,
  documents: readonly number[],
): Promise<void> {
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

/** Two documents with one version would share chunk ids, and so read each other's labels. */
async function refuseSharedVersion(transaction: WriteTransaction, document: RegisteredDocument): Promise<void> {
  const other = await transaction
    .selectFrom('documents')
    .select(['source', 'path'])
    .where('version', '=', document.version)
    .where('id', '!=', document.id)
    .executeTakeFirst()
  if (other === undefined) return
  const message = `Version ${document.version} of ${document.path} is already that of ${other.path} in ${other.source}.`
  throw new LorekeepError('conflict', message)
}

async function writeDocument(
  transaction: WriteTransaction,
  document: RegisteredDocument,
  entries: readonly ChunkEntry[],
  existing: number | undefined,
): Promise<number> {
  const terms = entries.reduce((sum, entry) => sum + entry.terms.length, 0)
  const row = rowOf({ ...document, chunks: entries.length }, terms)
  if (existing !== undefined) {
    await transaction.updateTable('documents').set(row).where('number', '=', existing).execute()
    return existing
  }
  const inserted = await transaction.insertInto('documents').values(row).returning('number').executeTakeFirstOrThrow()
  return inserted.number
}

async function writeChunks(
  transaction: WriteTransaction,
  document: number,
  entries: readonly ChunkEntry[],
): Promise<void> {
  for (const batch of inBatches(entries)) {
    const numbered = await transaction
      .insertInto('chunks')
      .values(batch.map((entry) => chunkRowOf(document, entry)))
      .returning(['number', 'id'])
      .execute()
    const numbers = new Map(numbered.map(({ number, id }) => [id, number]))
    await transaction
      .insertInto('chunk_texts')
      .values(batch.map((entry) => chunkTextRowOf(numbers.get(entry.chunk.id) ?? 0, entry)))
      .execute()
    // SQLite works synchronously: between batches, others get a turn.
    await nextTurn()
  }
}

function chunkRowOf(document: number, { chunk, terms }: ChunkEntry): Insertable<ChunkRow> {
  return {
    id: chunk.id,
    document,
    ordinal: chunk.ordinal,
    start_offset: chunk.start,
    end_offset: chunk.end,
    page: chunk.page ?? null,
    terms: terms.length,
  }
}

function chunkTextRowOf(number: number, { chunk, terms }: ChunkEntry): ChunkTextRow {
  return {
    chunk: number,
    heading_path: JSON.stringify(chunk.headingPath),
    text: chunk.text,
    terms: terms.join(' '),
  }
}

async function keepText(
  transaction: WriteTransaction,
  document: number,
  version: string,
  { text, pages }: ExtractedText,
): Promise<void> {
  const { newest } = await transaction
    .selectFrom('extracted_texts')
    .select((row) => row.fn.max('generation').as('newest'))
    .where('document', '=', document)
    .executeTakeFirstOrThrow()
  const kept = { generation: (newest ?? 0) + 1, text, pages: JSON.stringify(pages) }
  await transaction
    .insertInto('extracted_texts')
    .values({ document, version, ...kept })
    .onConflict((conflict) => conflict.columns(['document', 'version']).doUpdateSet(kept))
    .execute()
  const older = await transaction
    .selectFrom('extracted_texts')
    .select('version')
    .where('document', '=', document)
    .orderBy('generation', 'desc')
    .execute()
  for (const forgotten of older.slice(keptTexts)) {
    await transaction
      .deleteFrom('extracted_texts')
      .where('document', '=', document)
      .where('version', '=', forgotten.version)
      .execute()
  }
}
