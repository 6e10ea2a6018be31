import type { Insertable, Selectable } from 'kysely'
import { parseAccessLabel } from '../../../domain/access/access-label.ts'
import type { Classification } from '../../../domain/access/classification.ts'
import type { DocumentLabels, RegisteredDocument } from '../../../domain/documents/document.ts'
import type { Language } from '../../../domain/language.ts'
import type { DocumentRow, DocumentState } from './document-tables.ts'

export function documentOf(row: Selectable<DocumentRow>): RegisteredDocument {
  return {
    id: row.id,
    source: row.source,
    path: row.path,
    mediaType: row.media_type,
    version: row.version,
    recipe: row.recipe,
    contentHash: row.content_hash,
    bytes: row.bytes,
    modifiedAt: row.modified_at,
    labelsFingerprint: row.labels_fingerprint,
    ingestedAt: row.ingested_at,
    ...(row.pages === null ? {} : { pages: row.pages }),
    characters: row.characters,
    chunks: row.chunks,
    kinds: JSON.parse(row.kinds) as Readonly<Record<string, number>>,
    ...(row.sketch === null ? {} : { sketch: row.sketch }),
    ...relationOf(row),
    ...labelsOf(row),
  }
}

/** @param terms how many terms its chunks have together */
export function rowOf(document: RegisteredDocument, terms: number, state: DocumentState): Insertable<DocumentRow> {
  return {
    id: document.id,
    source: document.source,
    path: document.path,
    media_type: document.mediaType,
    version: document.version,
    recipe: document.recipe,
    content_hash: document.contentHash,
    bytes: document.bytes,
    modified_at: document.modifiedAt,
    labels_fingerprint: document.labelsFingerprint,
    ingested_at: document.ingestedAt,
    pages: document.pages ?? null,
    characters: document.characters,
    chunks: document.chunks,
    terms,
    ...labelColumns(document),
    kinds: JSON.stringify(document.kinds),
    sketch: document.sketch ?? null,
    superseded_by: document.supersededBy ?? null,
    similar_to: document.similarTo ?? null,
    labels_stale: 0,
    state,
    in_publication: 0,
    is_related: 0,
  }
}

export function labelColumns(labels: DocumentLabels) {
  return {
    title: labels.title,
    access_label: labels.accessLabel,
    classification: labels.classification,
    language: labels.language,
    date: labels.date ?? null,
    owner: labels.owner ?? null,
  } satisfies Partial<Insertable<DocumentRow>>
}

type LabelColumns = Pick<DocumentRow, 'title' | 'access_label' | 'classification' | 'language' | 'date' | 'owner'>

export function labelsOf(row: LabelColumns): DocumentLabels {
  return {
    title: row.title,
    accessLabel: parseAccessLabel(row.access_label),
    classification: row.classification as Classification,
    language: row.language as Language,
    ...(row.date === null ? {} : { date: row.date }),
    ...(row.owner === null ? {} : { owner: row.owner }),
  }
}

export function relationOf(
  row: Pick<DocumentRow, 'superseded_by' | 'similar_to'>,
): Pick<RegisteredDocument, 'supersededBy' | 'similarTo'> {
  return {
    ...(row.superseded_by === null ? {} : { supersededBy: row.superseded_by }),
    ...(row.similar_to === null ? {} : { similarTo: row.similar_to }),
  }
}
