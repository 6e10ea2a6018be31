import { comparePaths } from '../../../domain/documents/compare-paths.ts'
import type { RegisteredDocument } from '../../../domain/documents/document.ts'
import type { DocumentRegistry } from '../../../ports/document-registry.ts'
import type { LorekeepDatabase } from '../database/database.ts'
import { documentOf } from './document-row.ts'
import { inBatches } from '../database/in-batches.ts'

type RelationRecords = Pick<DocumentRegistry, 'withContent' | 'withSketch' | 'relate' | 'unrelated' | 'related'>

/** Which documents hold the same text, and which replaced which. */
export function relationRecords(database: LorekeepDatabase): RelationRecords {
  return {
    // Put in order here: asked for in order of path, SQLite would go through the whole source for each file.
    withContent: async (source, contentHash) => {
      const rows = await database.read
        .selectFrom('published_documents')
        .selectAll()
        .where('source', '=', source)
        .where('content_hash', '=', contentHash)
        .execute()
      return rows.map(documentOf).toSorted(byPath)
    },

    withSketch: async (source, bands) => {
      const rows = await database.read
        .selectFrom('sketch_bands')
        // Which SQLite goes through in this order, bands first.
        .crossJoin('published_documents')
        .selectAll('published_documents')
        .whereRef('published_documents.number', '=', 'sketch_bands.document')
        .where('band', 'in', bands)
        .where('source', '=', source)
        .execute()
      const documents = new Map(rows.map((row) => [row.number, documentOf(row)]))
      return [...documents.values()].toSorted(byPath)
    },

    relate: (documentId, { supersededBy, similarTo }) =>
      database.write('documents', async (transaction) => {
        await transaction
          .updateTable('documents')
          .set({ superseded_by: supersededBy ?? null, similar_to: similarTo ?? null })
          .where('id', '=', documentId)
          .where('state', '=', 'published')
          .execute()
      }),

    unrelated: async (source, limit) => {
      const rows = await database.read
        .selectFrom('published_documents')
        .selectAll()
        .where('source', '=', source)
        .where('is_related', '=', 0)
        .where('sketch', 'is not', null)
        .orderBy('number')
        .limit(limit)
        .execute()
      return rows.map(documentOf)
    },

    related: (documentIds) =>
      database.write('documents', async (transaction) => {
        for (const ids of inBatches(documentIds)) {
          await transaction
            .updateTable('documents')
            .set({ is_related: 1 })
            .where('id', 'in', ids)
            .where('state', '=', 'published')
            .execute()
        }
      }),
  }
}

function byPath(a: RegisteredDocument, b: RegisteredDocument): number {
  return comparePaths(a.path, b.path)
}
