import { LorekeepError } from '../../domain/errors.ts'
import type { IndexedLabels } from '../../ports/vector-index.ts'

/** The fields that Chroma keeps beside a vector. Every record has all of them, so that an update replaces all. */
export interface RecordMetadata {
  readonly version: string
  readonly accessLabel: string
  readonly classification: string
  readonly documentId: string
  readonly source: string
  readonly path: string
  readonly mediaType: string
  readonly language: string
  /** See `dayNumberOf`; `noDay` where the document has no date. */
  readonly day: number
}

/** Stands for "no date", since Chroma's update cannot take a field away. */
export const noDay = 0

export function metadataOf(version: string, labels: IndexedLabels): RecordMetadata {
  return {
    version,
    accessLabel: labels.accessLabel,
    classification: labels.classification,
    documentId: labels.documentId,
    source: labels.sourceName,
    path: labels.path,
    mediaType: labels.mediaType,
    language: labels.language,
    day: labels.date === undefined ? noDay : dayNumberOf(labels.date),
  }
}

/**
 * A date as a number that sorts like it: `2024-03-09` is 20240309. Chroma compares numbers only.
 * @throws LorekeepError `bad-arguments` for anything but `YYYY-MM-DD`
 */
export function dayNumberOf(date: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) {
    throw new LorekeepError('bad-arguments', `"${date}" is not a date.`, {
      hint: 'Write year, month and day, as in 2024-03-09.',
    })
  }
  return Number(date.replaceAll('-', ''))
}
