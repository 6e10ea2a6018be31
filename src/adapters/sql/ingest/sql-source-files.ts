import { type ExpressionBuilder, sql } from 'kysely'
import type { ContainerFile, DuplicateFile, FailedDocument } from '../../../domain/documents/document.ts'
import type { KnownFile, SourceFiles } from '../../../ports/source-files.ts'
import type { LorekeepDatabase, ReadDatabase } from '../database/database.ts'
import { documentOf } from '../documents/document-row.ts'
import { inBatches } from '../database/in-batches.ts'
import type { ContainerFileRow, DuplicateFileRow, FailedDocumentRow } from './ingest-tables.ts'
import type { Tables } from '../tables.ts'

/** What is known of files, beside the documents that the registry writes. */
export function createSqlSourceFiles(database: LorekeepDatabase): SourceFiles {
  return {
    known: async (source, after, limit) => {
      const behind = after === undefined ? sql`1 = 1` : sql`path > ${after}`
      // Each table gives a page of its own, or all that is behind would be sorted for every page.
      const pages = fileTables.map(
        (table) => sql`select path from (
          select path from ${sql.table(table)} where source = ${source} and ${behind} order by path limit ${limit}
        ) as ${sql.table(`${table}_page`)}`,
      )
      const { rows } = await sql<{ path: string }>`
        select path from (${sql.join(pages, sql` union `)}) as paths order by path limit ${limit}`.execute(
        database.read,
      )
      return filesAt(
        database.read,
        source,
        rows.map(({ path }) => path),
      )
    },

    at: async (source, path) => (await filesAt(database.read, source, [path]))[0] ?? { path },

    recordDuplicate: (duplicate) =>
      database.write('documents', async (transaction) => {
        const row = duplicateRowOf(duplicate)
        await transaction
          .insertInto('duplicate_files')
          .values(row)
          .onConflict((conflict) => conflict.columns(['source', 'path']).doUpdateSet(row))
          .execute()
      }),

    duplicatesOf: async (documentIds) => {
      const duplicates: DuplicateFile[] = []
      for (const ids of inBatches(documentIds)) {
        const rows = await database.read
          .selectFrom('duplicate_files')
          .selectAll()
          .where('document_id', 'in', ids)
          .orderBy('path')
          .execute()
        duplicates.push(...rows.map(duplicateOf))
      }
      return duplicates
    },

    duplicatesAt: async (path) => {
      const rows = await database.read.selectFrom('duplicate_files').selectAll().where('path', '=', path).execute()
      return rows.map(duplicateOf)
    },

    recordContainer: (container) =>
      database.write('documents', async (transaction) => {
        const row = containerRowOf(container)
        await transaction
          .insertInto('container_files')
          .values(row)
          .onConflict((conflict) => conflict.columns(['source', 'path']).doUpdateSet(row))
          .execute()
      }),

    recordFailure: (failure) =>
      database.write('documents', async (transaction) => {
        const row = failureRowOf(failure)
        await transaction
          .insertInto('failed_documents')
          .values(row)
          .onConflict((conflict) => conflict.columns(['source', 'path']).doUpdateSet(row))
          .execute()
      }),

    clearFailure: (source, path) =>
      database.write('documents', async (transaction) => {
        await transaction.deleteFrom('failed_documents').where('source', '=', source).where('path', '=', path).execute()
      }),

    failures: async (source) => {
      const rows = await database.read
        .selectFrom('failed_documents')
        .selectAll()
        .$if(source !== undefined, (query) => query.where('source', '=', source ?? ''))
        .orderBy('source')
        .orderBy('path')
        .execute()
      return rows.map(failureOf)
    },

    forget: (source, paths) =>
      database.write('documents', async (transaction) => {
        for (const batch of inBatches(paths)) {
          for (const table of ['duplicate_files', 'container_files', 'failed_documents'] as const)
            await transaction.deleteFrom(table).where('source', '=', source).where('path', 'in', batch).execute()
        }
      }),
  }
}

const fileTables = ['published_documents', 'duplicate_files', 'container_files', 'failed_documents'] as const
type FileTable = (typeof fileTables)[number]

async function filesAt(
  database: ReadDatabase,
  source: string,
  paths: readonly string[],
): Promise<readonly KnownFile[]> {
  const files = new Map<string, { -readonly [Key in keyof KnownFile]: KnownFile[Key] }>(
    paths.map((path) => [path, { path }]),
  )
  for (const batch of inBatches(paths)) {
    const isAsked = (row: ExpressionBuilder<Tables, FileTable>) =>
      row.and([row('source', '=', source), row('path', 'in', batch)])
    const documents = await database.selectFrom('published_documents').selectAll().where(isAsked).execute()
    for (const row of documents) noteAt(row.path, { document: documentOf(row) })
    const duplicates = await database.selectFrom('duplicate_files').selectAll().where(isAsked).execute()
    for (const row of duplicates) noteAt(row.path, { duplicate: duplicateOf(row) })
    const containers = await database.selectFrom('container_files').selectAll().where(isAsked).execute()
    for (const row of containers) noteAt(row.path, { container: containerOf(row) })
    const failures = await database.selectFrom('failed_documents').selectAll().where(isAsked).execute()
    for (const row of failures) noteAt(row.path, { failure: failureOf(row) })
  }
  return [...files.values()]

  function noteAt(path: string, known: Partial<KnownFile>): void {
    Object.assign(files.get(path) ?? {}, known)
  }
}

function duplicateRowOf(duplicate: DuplicateFile): DuplicateFileRow {
  return {
    source: duplicate.source,
    path: duplicate.path,
    content_hash: duplicate.contentHash,
    document_id: duplicate.documentId,
    bytes: duplicate.bytes,
    modified_at: duplicate.modifiedAt,
    labels_fingerprint: duplicate.labelsFingerprint,
  }
}

function duplicateOf(row: DuplicateFileRow): DuplicateFile {
  return {
    source: row.source,
    path: row.path,
    contentHash: row.content_hash,
    documentId: row.document_id,
    bytes: row.bytes,
    modifiedAt: row.modified_at,
    labelsFingerprint: row.labels_fingerprint,
  }
}

function containerRowOf(container: ContainerFile): ContainerFileRow {
  return {
    source: container.source,
    path: container.path,
    recipe: container.recipe,
    bytes: container.bytes,
    modified_at: container.modifiedAt,
    labels_fingerprint: container.labelsFingerprint,
  }
}

function containerOf(row: ContainerFileRow): ContainerFile {
  return {
    source: row.source,
    path: row.path,
    recipe: row.recipe,
    bytes: row.bytes,
    modifiedAt: row.modified_at,
    labelsFingerprint: row.labels_fingerprint,
  }
}

function failureRowOf(failure: FailedDocument): FailedDocumentRow {
  return {
    source: failure.source,
    path: failure.path,
    code: failure.code,
    reason: failure.reason,
    hint: failure.hint ?? null,
    failed_at: failure.failedAt,
    stamp: failure.stamp ?? null,
  }
}

function failureOf(row: FailedDocumentRow): FailedDocument {
  return {
    source: row.source,
    path: row.path,
    code: row.code,
    reason: row.reason,
    ...(row.hint === null ? {} : { hint: row.hint }),
    failedAt: row.failed_at,
    ...(row.stamp === null ? {} : { stamp: row.stamp }),
  }
}
