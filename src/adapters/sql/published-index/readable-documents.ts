import { type Expression, sql, type SqlBool } from 'kysely'
import type { ReadableLabels } from '../../../domain/access/access-label.ts'
import { mediaTypeOfFileType } from '../../../domain/documents/file-type.ts'
import type { SearchFilters } from '../../../domain/documents/passage.ts'

/** The condition that a row of `published_documents` may be read with these labels. */
export function isReadable(labels: ReadableLabels): Expression<SqlBool> {
  if (labels.all) return sql`1 = 1`
  if (labels.labels.length === 0) return sql`1 = 0`
  return sql`published_documents.access_label in (${sql.join(labels.labels)})`
}

/** A media type is compared as it is; a file type by the path's extension, and by its media type for addresses without one. */
function isOfType(type: string): Expression<SqlBool> {
  if (type.includes('/')) return sql`published_documents.media_type = ${type.toLowerCase()}`
  const extension = type.toLowerCase().replace(/^\./, '')
  const ending = `%.${extension.replace(/[\\%_]/g, (wildcard) => `\\${wildcard}`)}`
  return sql`(lower(published_documents.path) like ${ending} escape ${'\\'}
    or published_documents.media_type = ${mediaTypeOfFileType(extension) ?? ''})`
}

/** The condition that a row of `published_documents` passes every filter; without a date it passes no date filter. */
export function passes(filters: SearchFilters): Expression<SqlBool> {
  const { source, documentId, type, language, classification, after, before } = filters
  const conditions = [
    source !== undefined && sql`(published_documents.source = ${source} or published_documents.path = ${source})`,
    documentId !== undefined && sql`published_documents.id = ${documentId}`,
    type !== undefined && isOfType(type),
    language !== undefined && sql`published_documents.language = ${language}`,
    classification !== undefined && sql`published_documents.classification = ${classification}`,
    after !== undefined && sql`published_documents.date >= ${after}`,
    before !== undefined && sql`published_documents.date < ${before}`,
  ].filter((condition) => condition !== false)
  return conditions.length === 0 ? sql`1 = 1` : sql`(${sql.join(conditions, sql` and `)})`
}
