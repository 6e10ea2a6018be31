import { type AccessLabel, parseAccessLabel } from '../../domain/access-label.ts'
import { LorekeepError } from '../../domain/errors.ts'
import type { Passage } from '../../domain/passage.ts'
import type { DocumentRegistry, PageStart } from '../../ports/document-registry.ts'
import type { LorekeepDatabase, WriteTransaction } from './database.ts'
import { documentOf, labelColumns, labelsOf } from './document-row.ts'
import { inBatches } from './in-batches.ts'
import { keywordEntries } from './keyword-entries.ts'
import { noteVersions, publishDocument, removeChunks } from './publish-document.ts'
import { isReadable } from './readable-documents.ts'
import { sourceOf, sourceRowOf } from './source-row.ts'
import type { FailedDocumentRow } from './tables.ts'

/**
 * The registry in SQL.
 *
 * A version between `announce` and `publish` looks just like one that a crash left behind, also to
 * other processes. `retiredVersions` may therefore only be acted on by whoever holds the lock that
 * every ingest run holds: then nobody else is between the two.
 */
export function createSqlDocumentRegistry(database: LorekeepDatabase): DocumentRegistry {
  const keywords = keywordEntries[database.engine]

  return {
    saveSource: (source) =>
      database.write('documents', async (transaction) => {
        const row = sourceRowOf(source)
        await transaction
          .insertInto('sources')
          .values(row)
          .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
          .execute()
      }),

    sources: async () => {
      const rows = await database.read.selectFrom('sources').selectAll().orderBy('name').execute()
      return rows.map(sourceOf)
    },

    removeSource: (name) =>
      database.write('documents', async (transaction) => {
        await transaction.deleteFrom('sources').where('name', '=', name).execute()
      }),

    announce: (version) => database.write('documents', (transaction) => noteVersions(transaction, [version])),

    publish: (document, extracted, entries) =>
      database.write('documents', (transaction) =>
        publishDocument(transaction, keywords, document, extracted, entries),
      ),

    relabel: (documentId, labels, labelsFingerprint) =>
      database.write('documents', async (transaction) => {
        const changed = await transaction
          .updateTable('documents')
          .set({ ...labelColumns(labels), labels_fingerprint: labelsFingerprint, labels_stale: 1 })
          .where('id', '=', documentId)
          .returning('id')
          .execute()
        if (changed.length === 0) throw new LorekeepError('document-not-found', `There is no document ${documentId}.`)
      }),

    staleLabels: async () => {
      const rows = await database.read
        .selectFrom('documents')
        .selectAll()
        .where('labels_stale', '=', 1)
        .orderBy('source')
        .orderBy('path')
        .execute()
      return rows.map(documentOf)
    },

    labelsWritten: (documentId) =>
      database.write('documents', async (transaction) => {
        await transaction.updateTable('documents').set({ labels_stale: 0 }).where('id', '=', documentId).execute()
      }),

    touch: (documentId, modifiedAt, labelsFingerprint) =>
      database.write('documents', async (transaction) => {
        await transaction
          .updateTable('documents')
          .set({ modified_at: modifiedAt, labels_fingerprint: labelsFingerprint })
          .where('id', '=', documentId)
          .execute()
      }),

    remove: (documentIds) =>
      database.write('documents', async (transaction) => {
        for (const ids of inBatches(documentIds)) {
          const leaving = await transaction
            .selectFrom('documents')
            .select(['number', 'version', 'source', 'path'])
            .where('id', 'in', ids)
            .execute()
          if (leaving.length === 0) continue
          const numbers = leaving.map(({ number }) => number)
          await removeChunks(transaction, keywords, numbers)
          const versions = leaving.map(({ version }) => version)
          await noteVersions(transaction, versions)
          for (const { source, path } of leaving) await removeFailure(transaction, source, path)
          // Extracted texts of every version go with the document.
          await transaction.deleteFrom('documents').where('number', 'in', numbers).execute()
        }
      }),

    retiredVersions: async () => {
      const rows = await database.read
        .selectFrom('vector_versions')
        .select('vector_versions.version')
        // A published version can be announced once more, by a run that writes its vectors again.
        .where('vector_versions.version', 'not in', (published) => published.selectFrom('documents').select('version'))
        .orderBy('vector_versions.version')
        .execute()
      return rows.map(({ version }) => version)
    },

    vectorsDeleted: (versions) =>
      database.write('documents', async (transaction) => {
        for (const batch of inBatches(versions)) {
          await transaction.deleteFrom('vector_versions').where('version', 'in', batch).execute()
        }
      }),

    clear: () =>
      database.write('documents', async (transaction) => {
        const published = await transaction.selectFrom('documents').select('version').execute()
        const versions = published.map(({ version }) => version)
        await noteVersions(transaction, versions)
        await keywords.clear(transaction)
        await transaction.deleteFrom('documents').execute()
        await transaction.deleteFrom('failed_documents').execute()
      }),

    get: async (documentId, labels) => {
      const row = await database.read
        .selectFrom('documents')
        .selectAll()
        .where('id', '=', documentId)
        .where(isReadable(labels))
        .executeTakeFirst()
      return row && documentOf(row)
    },

    list: async ({ labels, source, limit, offset }) => {
      const wanted = database.read
        .selectFrom('documents')
        .where(isReadable(labels))
        .$if(source !== undefined, (query) => query.where('source', '=', source ?? ''))
      const { total } = await wanted.select((row) => row.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
      const rows = await wanted.selectAll().orderBy('source').orderBy('path').limit(limit).offset(offset).execute()
      return { documents: rows.map(documentOf), total }
    },

    ofSource: async (source) => {
      const rows = await database.read
        .selectFrom('documents')
        .selectAll()
        .where('source', '=', source)
        .orderBy('path')
        .execute()
      return rows.map(documentOf)
    },

    passages: async (chunkIds, labels) => {
      const found = new Map<string, Passage>()
      for (const ids of inBatches(chunkIds)) {
        const rows = await database.read
          .selectFrom('chunks')
          .innerJoin('chunk_texts', 'chunk_texts.chunk', 'chunks.number')
          .innerJoin('documents', 'documents.number', 'chunks.document')
          .select(['chunks.id as chunk_id', 'start_offset', 'end_offset', 'page', 'heading_path', 'text'])
          .select(['documents.id', 'source', 'path', 'version'])
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
            ...labelsOf(row),
          })
        }
      }
      return chunkIds.flatMap((id) => found.get(id) ?? [])
    },

    extracted: async (documentId, version) => {
      const row = await database.read
        .selectFrom('extracted_texts')
        .innerJoin('documents', 'documents.number', 'extracted_texts.document')
        .select(['extracted_texts.text', 'extracted_texts.pages'])
        .where('documents.id', '=', documentId)
        .where('extracted_texts.version', '=', version)
        .executeTakeFirst()
      return row && { text: row.text, pages: JSON.parse(row.pages) as readonly PageStart[] }
    },

    labelsInUse: async () => {
      const rows = await database.read
        .selectFrom('documents')
        .select('access_label')
        .distinct()
        .orderBy('access_label')
        .execute()
      return rows.map(({ access_label: label }): AccessLabel => parseAccessLabel(label))
    },

    versions: async (documentIds) => {
      const versions = new Map<string, string>()
      for (const ids of inBatches(documentIds)) {
        const rows = await database.read
          .selectFrom('documents')
          .select(['id', 'version'])
          .where('id', 'in', ids)
          .execute()
        for (const { id, version } of rows) versions.set(id, version)
      }
      return versions
    },

    counts: async () => {
      const { documents, chunks } = await database.read
        .selectFrom('documents')
        .select((row) => [
          row.fn.countAll<number>().as('documents'),
          row.cast<number>(row.fn.coalesce(row.fn.sum('chunks'), row.lit(0)), 'bigint').as('chunks'),
        ])
        .executeTakeFirstOrThrow()
      const { failures } = await database.read
        .selectFrom('failed_documents')
        .select((row) => row.fn.countAll<number>().as('failures'))
        .executeTakeFirstOrThrow()
      return { documents, chunks, failures }
    },

    recordFailure: (failure) =>
      database.write('documents', async (transaction) => {
        const row: FailedDocumentRow = {
          source: failure.source,
          path: failure.path,
          code: failure.code,
          reason: failure.reason,
          hint: failure.hint ?? null,
          failed_at: failure.failedAt,
        }
        await transaction
          .insertInto('failed_documents')
          .values(row)
          .onConflict((conflict) => conflict.columns(['source', 'path']).doUpdateSet(row))
          .execute()
      }),

    clearFailures: (source, paths) =>
      database.write('documents', async (transaction) => {
        for (const path of paths) await removeFailure(transaction, source, path)
      }),

    failures: async (source) => {
      const rows = await database.read
        .selectFrom('failed_documents')
        .selectAll()
        .$if(source !== undefined, (query) => query.where('source', '=', source ?? ''))
        .orderBy('source')
        .orderBy('path')
        .execute()
      return rows.map((row) => ({
        source: row.source,
        path: row.path,
        code: row.code,
        reason: row.reason,
        ...(row.hint === null ? {} : { hint: row.hint }),
        failedAt: row.failed_at,
      }))
    },

    indexIdentity: async () => {
      const row = await database.read.selectFrom('index_identity').select(['id', 'dimension']).executeTakeFirst()
      return row && { id: row.id, dimension: row.dimension }
    },

    setIndexIdentity: ({ id, dimension }) =>
      database.write('documents', async (transaction) => {
        await transaction
          .insertInto('index_identity')
          .values({ singleton: 1, id, dimension })
          .onConflict((conflict) => conflict.column('singleton').doUpdateSet({ id, dimension }))
          .execute()
      }),
  }
}

async function removeFailure(transaction: WriteTransaction, source: string, path: string): Promise<void> {
  await transaction.deleteFrom('failed_documents').where('source', '=', source).where('path', '=', path).execute()
}
