import type { ReadableLabels } from '../../domain/access/access-label.ts'
import type { RegisteredDocument } from '../../domain/documents/document.ts'
import { mediaTypeOfFileType } from '../../domain/documents/file-type.ts'
import type { SearchFilters } from '../../domain/documents/passage.ts'

export function isReadable({ accessLabel }: RegisteredDocument, labels: ReadableLabels): boolean {
  return labels.all || labels.labels.includes(accessLabel)
}

/** Whether a document passes every filter; without a date it passes no date filter. */
export function passes(document: RegisteredDocument, filters: SearchFilters): boolean {
  const { source, documentId, type, language, classification, after, before } = filters
  return (
    (source === undefined || document.source === source || document.path === source) &&
    (documentId === undefined || document.id === documentId) &&
    (type === undefined || isOfType(document, type)) &&
    (language === undefined || document.language === language) &&
    (classification === undefined || document.classification === classification) &&
    (after === undefined || (document.date !== undefined && document.date >= after)) &&
    (before === undefined || (document.date !== undefined && document.date < before))
  )
}

function isOfType({ path, mediaType }: RegisteredDocument, type: string): boolean {
  if (type.includes('/')) return mediaType === type.toLowerCase()
  const extension = type.toLowerCase().replace(/^\./, '')
  return path.toLowerCase().endsWith(`.${extension}`) || mediaType === mediaTypeOfFileType(extension)
}
