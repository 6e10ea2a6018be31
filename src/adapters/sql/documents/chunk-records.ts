import type { Passage } from '../../../domain/documents/passage.ts'
import type { ChunkEntry, DocumentRegistry } from '../../../ports/document-registry.ts'
import type { LorekeepDatabase } from '../database/database.ts'
import { labelsOf, relationOf } from './document-row.ts'
import { inBatches } from '../database/in-batches.ts'
import { isReadable, passes } from '../published-index/readable-documents.ts'

type ChunkRecords = Pick<DocumentRegistry, 'passages' | 'readableAmong' | 'chunksOf' | 'chunksEmbeddedFrom'>

/** What the registry knows of the chunks of published documents. */
export function chunkRecords(database: LorekeepDatabase): ChunkRecords {
  return {
    passages: async (chunkIds, labels) => {
      const found = new Map<string, Passage>()
      for (const ids of inBatches(chunkIds)) {
        const rows = await database.read
          .selectFrom('chunks')
          .innerJoin('chunk_texts', 'chunk_texts.chunk', 'chunks.number')
          .innerJoin('published_documents', 'published_documents.number', 'chunks.document')
          .select(['chunks.id as chunk_id', 'start_offset', 'end_offset', 'page', 'heading_path', 'text'])
          .select(['published_documents.id', 'source', 'path', 'version', 'superseded_by', 'similar_to'])
          .select(['title', 'access_label', 'classification', 'language', 'date', 'owner'])
          .where('chunks.id', 'in', ids)
          .where(isReadable(labels))
          .execute()
        for (const row of rows) {
          found.set(row.chunk_id, {
            chunkId: row.chunk_id,
            documentId: row.id,
            source: row.path,
            sourceName: row.source,
            version: row.version,
            ...(row.page === null ? {} : { page: row.page }),
            headingPath: JSON.parse(row.heading_path) as readonly string[],
            text: row.text,
            start: row.start_offset,
            end: row.end_offset,
            score: 0,
            ...relationOf(row),
            ...labelsOf(row),
          })
        }
      }
      return chunkIds.flatMap((id) => found.get(id) ?? [])
    },

    readableAmong: async (chunkIds, labels, filters) => {
      const readable = new Set<string>()
      for (const ids of inBatches(chunkIds)) {
        const rows = await database.read
          .selectFrom('chunks')
          .innerJoin('published_documents', 'published_documents.number', 'chunks.document')
          .select('chunks.id as chunk_id')
          .where('chunks.id', 'in', ids)
          .where(isReadable(labels))
          .where(passes(filters))
          .execute()
        for (const { chunk_id } of rows) readable.add(chunk_id)
      }
      return readable
    },

    chunksOf: async (documentId) => {
      const rows = await database.read
        .selectFrom('published_documents')
        .innerJoin('chunks', 'chunks.document', 'published_documents.number')
        .innerJoin('chunk_texts', 'chunk_texts.chunk', 'chunks.number')
        .select(['chunks.id', 'ordinal', 'start_offset', 'end_offset', 'page', 'embedding_hash'])
        .select(['heading_path', 'text', 'chunk_texts.terms'])
        .where('published_documents.id', '=', documentId)
        .orderBy('ordinal')
        .execute()
      return rows.map(chunkEntryOf)
    },

    chunksEmbeddedFrom: async (embeddingHashes) => {
      const chunks = new Map<string, string>()
      for (const hashes of inBatches(embeddingHashes)) {
        const rows = await database.read
          .selectFrom('chunks')
          .select(['id', 'embedding_hash'])
          .where('embedding_hash', 'in', hashes)
          .execute()
        for (const { id, embedding_hash: hash } of rows) chunks.set(hash, id)
      }
      return chunks
    },
  }
}

function chunkEntryOf(row: {
  readonly id: string
  readonly ordinal: number
  readonly start_offset: number
  readonly end_offset: number
  readonly page: number | null
  readonly embedding_hash: string
  readonly heading_path: string
  readonly text: string
  readonly terms: string
}): ChunkEntry {
  return {
    chunk: {
      id: row.id,
      ordinal: row.ordinal,
      text: row.text,
      start: row.start_offset,
      end: row.end_offset,
      ...(row.page === null ? {} : { page: row.page }),
      headingPath: JSON.parse(row.heading_path) as readonly string[],
    },
    terms: row.terms === '' ? [] : row.terms.split(' '),
    embeddingHash: row.embedding_hash,
  }
}
