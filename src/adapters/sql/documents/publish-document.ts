import type { Insertable } from 'kysely'
import type { RegisteredDocument } from '../../../domain/documents/document.ts'
import { LorekeepError } from '../../../domain/errors.ts'
import { bandsOf } from '../../../domain/text/text-sketch.ts'
import type { ChunkEntry, ExtractedText } from '../../../ports/document-registry.ts'
import type { WriteTransaction } from '../database/database.ts'
import { rowOf } from './document-row.ts'
import { inBatches } from '../database/in-batches.ts'
import { keepText, moveTexts } from './extracted-texts.ts'
import type { KeywordEntries } from '../keywords/keyword-entries.ts'
import { noteVersions, removeChunks } from './remove-versions.ts'
import type { ChunkRow, ChunkTextRow, DocumentState } from './document-tables.ts'

/** Writes a version in place of every other one of its document, which are retired. */
export async function publishDocument(
  transaction: WriteTransaction,
  keywords: KeywordEntries,
  document: RegisteredDocument,
  extracted: ExtractedText,
  entries: readonly ChunkEntry[],
): Promise<void> {
  const former = await transaction
    .selectFrom('documents')
    .select(['number', 'version', 'state'])
    .where('id', '=', document.id)
    .execute()
  const place = former.find(({ state }) => state === 'published') ?? former[0]
  if (place !== undefined) {
    const versions = former.map(({ version }) => version).filter((version) => version !== document.version)
    await removeChunks(
      transaction,
      keywords,
      former.map(({ number }) => number),
    )
    await noteVersions(transaction, versions)
    for (const { number } of former.filter((row) => row !== place)) {
      await moveTexts(transaction, number, place.number)
      await transaction.deleteFrom('documents').where('number', '=', number).execute()
    }
  }
  await writeVersion(transaction, keywords, { document, extracted, entries, state: 'published', place: place?.number })
}

export interface WrittenVersion {
  readonly document: RegisteredDocument
  readonly extracted: ExtractedText
  readonly entries: readonly ChunkEntry[]
  readonly state: DocumentState
  /** The row to write over; it has no chunks any more. */
  readonly place?: number | undefined
}

/** Writes a version with its chunks, keyword entries and text. */
export async function writeVersion(
  transaction: WriteTransaction,
  keywords: KeywordEntries,
  { document, extracted, entries, state, place }: WrittenVersion,
): Promise<void> {
  await refuseSharedVersion(transaction, document)
  const terms = entries.reduce((sum, entry) => sum + entry.terms.length, 0)
  const row = rowOf({ ...document, chunks: entries.length }, terms, state)
  const number = await writeRow(transaction, row, place)
  await writeBands(transaction, number, document.sketch)
  await writeChunks(transaction, number, entries)
  await keywords.add(transaction, number)
  await keepText(transaction, number, document.version, extracted)
  await transaction.deleteFrom('vector_versions').where('version', '=', document.version).execute()
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

async function writeRow(
  transaction: WriteTransaction,
  row: ReturnType<typeof rowOf>,
  place: number | undefined,
): Promise<number> {
  if (place !== undefined) {
    await transaction.updateTable('documents').set(row).where('number', '=', place).execute()
    return place
  }
  const inserted = await transaction.insertInto('documents').values(row).returning('number').executeTakeFirstOrThrow()
  return inserted.number
}

async function writeBands(transaction: WriteTransaction, document: number, sketch: string | undefined): Promise<void> {
  await transaction.deleteFrom('sketch_bands').where('document', '=', document).execute()
  if (sketch === undefined) return
  const bands = [...new Set(bandsOf(sketch))].map((band) => ({ document, band }))
  await transaction.insertInto('sketch_bands').values(bands).execute()
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
  }
}

function chunkRowOf(document: number, { chunk, terms, embeddingHash }: ChunkEntry): Insertable<ChunkRow> {
  return {
    id: chunk.id,
    document,
    ordinal: chunk.ordinal,
    start_offset: chunk.start,
    end_offset: chunk.end,
    page: chunk.page ?? null,
    terms: terms.length,
    embedding_hash: embeddingHash,
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
