import { type AccessLabel, parseAccessLabel } from '../../../domain/access/access-label.ts'
import { LorekeepError } from '../../../domain/errors.ts'
import type { PageStart } from '../../../domain/documents/page-start.ts'
import type { DocumentRegistry } from '../../../ports/document-registry.ts'
import { chunkRecords } from './chunk-records.ts'
import type { LorekeepDatabase } from '../database/database.ts'
import { documentOf, labelColumns } from './document-row.ts'
import { inBatches } from '../database/in-batches.ts'
import { keywordEntries } from '../keywords/keyword-entries.ts'
import { createIndexMemory, type IndexMemory } from '../published-index/index-memory.ts'
import { indexRecords } from './index-records.ts'
import { publishDocument } from './publish-document.ts'
import { relationRecords } from './relation-records.ts'
import { noteVersions, removeVersions } from './remove-versions.ts'
import { isReadable } from '../published-index/readable-documents.ts'
import { sourceOf, sourceRowOf } from './source-row.ts'

/**
 * The registry in SQL.
 *
 * A version between `announce` and `publish` looks just like one that a crash left behind, also to
 * other processes. `retiredVersions` may therefore only be acted on by whoever holds the lock that
 * every ingest run holds: then nobody else is between the two.
 */
export function createSqlDocumentRegistry(
  database: LorekeepDatabase,
  memory: IndexMemory = createIndexMemory(database),
): DocumentRegistry {
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
        const versions = await transaction
          .selectFrom('documents')
          .select(['number', 'id', 'version'])
          .where('source', '=', name)
          .execute()
        await removeVersions(transaction, keywords, versions)
        for (const table of ['failed_documents', 'duplicate_files', 'container_files'] as const)
          await transaction.deleteFrom(table).where('source', '=', name).execute()
        await transaction.deleteFrom('sources').where('name', '=', name).execute()
      }),

    announce: (version) => database.write('documents', (transaction) => noteVersions(transaction, [version])),

    publish: (document, extracted, entries) =>
      database.write('documents', (transaction) =>
        publishDocument(transaction, keywords, document, extracted, entries),
      ),

    relabel: (documentId, labels, labelsFingerprint) =>
      database.write('documents', async (transaction) => {
        const { title, classification, ...columns } = labelColumns(labels)
        const changed = await transaction
          .updateTable('documents')
          .set({ ...columns, title, classification, labels_fingerprint: labelsFingerprint, labels_stale: 1 })
          .where('id', '=', documentId)
          .where('state', '=', 'published')
          .returning('id')
          .execute()
        // Versions that wait or are kept get the readers too: nothing may bring wider ones back. Their classification
        // depends on their own text.
        await transaction
          .updateTable('documents')
          .set({ ...columns, labels_stale: 1 })
          .where('id', '=', documentId)
          .where('state', '<>', 'published')
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

    touch: (documentId, modifiedAt, labelsFingerprint, kinds) =>
      database.write('documents', async (transaction) => {
        await transaction
          .updateTable('documents')
          .set({
            modified_at: modifiedAt,
            labels_fingerprint: labelsFingerprint,
            ...(kinds !== undefined && { kinds: JSON.stringify(kinds) }),
          })
          .where('id', '=', documentId)
          .execute()
      }),

    remove: (documentIds) =>
      database.write('documents', async (transaction) => {
        for (const ids of inBatches(documentIds)) {
          const leaving = await transaction
            .selectFrom('documents')
            .select(['number', 'id', 'version', 'source', 'path'])
            .where('id', 'in', ids)
            .execute()
          await removeVersions(transaction, keywords, leaving)
          for (const table of ['failed_documents', 'container_files'] as const) {
            for (const { source, path } of leaving)
              await transaction.deleteFrom(table).where('source', '=', source).where('path', '=', path).execute()
          }
          await transaction.deleteFrom('duplicate_files').where('document_id', 'in', ids).execute()
          for (const relation of ['superseded_by', 'similar_to'] as const)
            await transaction.updateTable('documents').set({ is_related: 0 }).where(relation, 'in', ids).execute()
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

    hiddenVersions: async () => {
      const rows = await database.read
        .selectFrom('documents')
        .select('version')
        .where('state', '<>', 'published')
        .execute()
      return new Set(rows.map(({ version }) => version))
    },

    vectorsDeleted: (versions) =>
      database.write('documents', async (transaction) => {
        for (const batch of inBatches(versions)) {
          await transaction.deleteFrom('vector_versions').where('version', 'in', batch).execute()
        }
      }),

    clear: () =>
      database.write('documents', async (transaction) => {
        const versions = await transaction.selectFrom('documents').select('version').execute()
        await noteVersions(
          transaction,
          versions.map(({ version }) => version),
        )
        await keywords.clear(transaction)
        for (const table of ['documents', 'failed_documents', 'duplicate_files', 'container_files'] as const)
          await transaction.deleteFrom(table).execute()
      }),

    get: (documentId, labels) =>
      memory.recall(`document ${JSON.stringify([documentId, labels])}`, async () => {
        const row = await database.read
          .selectFrom('published_documents')
          .selectAll()
          .where('id', '=', documentId)
          .where(isReadable(labels))
          .executeTakeFirst()
        return row && documentOf(row)
      }),

    list: async ({ labels, source, limit, offset }) => {
      const wanted = database.read
        .selectFrom('published_documents')
        .where(isReadable(labels))
        .$if(source !== undefined, (query) => query.where('source', '=', source ?? ''))
      const { total } = await wanted.select((row) => row.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
      const rows = await wanted.selectAll().orderBy('source').orderBy('path').limit(limit).offset(offset).execute()
      return { documents: rows.map(documentOf), total }
    },

    ofSource: async (source) => {
      const rows = await database.read
        .selectFrom('published_documents')
        .selectAll()
        .where('source', '=', source)
        .orderBy('path')
        .execute()
      return rows.map(documentOf)
    },

    extracted: (documentId, version) =>
      memory.recall(
        `text ${JSON.stringify([documentId, version])}`,
        async () => {
          const row = await database.read
            .selectFrom('extracted_texts')
            // Of whatever state: a version that is kept for a rollback still is evidence.
            .innerJoin('documents', 'documents.number', 'extracted_texts.document')
            .select(['extracted_texts.text', 'extracted_texts.pages'])
            .where('documents.id', '=', documentId)
            .where('extracted_texts.version', '=', version)
            .executeTakeFirst()
          return row && { text: row.text, pages: JSON.parse(row.pages) as readonly PageStart[] }
        },
        (extracted) => extracted?.text.length ?? 0,
      ),

    labelsInUse: () =>
      memory.recall('labels', async () => {
        const rows = await database.read
          .selectFrom('published_documents')
          .select('access_label')
          .distinct()
          .orderBy('access_label')
          .execute()
        return rows.map(({ access_label: label }): AccessLabel => parseAccessLabel(label))
      }),

    versions: async (documentIds) => {
      const versions = new Map<string, string>()
      for (const ids of inBatches(documentIds)) {
        const rows = await database.read
          .selectFrom('published_documents')
          .select(['id', 'version'])
          .where('id', 'in', ids)
          .execute()
        for (const { id, version } of rows) versions.set(id, version)
      }
      return versions
    },

    counts: async () => {
      const { documents, chunks } = await database.read
        .selectFrom('published_documents')
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

    page: async (after, limit) => {
      const rows = await database.read
        .selectFrom('published_documents')
        .selectAll()
        .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(documentOf)
    },

    ...chunkRecords(database),
    ...relationRecords(database),
    ...indexRecords(database, keywords),
  }
}
